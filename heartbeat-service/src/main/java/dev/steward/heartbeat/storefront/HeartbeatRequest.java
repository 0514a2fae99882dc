package dev.steward.heartbeat.storefront;

import dev.steward.heartbeat.SessionId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a page sends.
 *
 * @param schema
 *            {@code storefront.heartbeat/1}; null means that
 * @param sessionId
 *            made by the browser, hard to guess: whoever knows it sees the size of the cart
 * @param page
 *            the path that is looked at; checked, and not kept
 */
public record HeartbeatRequest(
        @Schema(examples = "storefront.heartbeat/1") String schema,
        @Schema(examples = "5f0c6b1e-7c55-4d3e-9f3a-1c0d4e5f6a7b") @NotNull @SessionId String sessionId,
        @Schema(examples = "/products/42") @Size(max = 2048) String page) {}
