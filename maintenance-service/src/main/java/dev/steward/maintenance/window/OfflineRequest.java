package dev.steward.maintenance.window;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.kit.maintenance.EndPolicy;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Takes channels offline, or extends the window that covers them already.
 *
 * @param channels
 *            none: all channels
 * @param backOnlineAt
 *            RFC 3339; left out: unchanged; null: not known
 * @param message
 *            plain text for people; left out: unchanged; empty: none
 * @param endPolicy
 *            left out: unchanged, MANUAL for a new window
 * @param shorten
 *            allows an earlier back-online time than the announced one
 */
public record OfflineRequest(
        @Schema(examples = "[\"storefront\", \"api\"]") @Size(max = 50) Set<String> channels,
        @Schema(implementation = Instant.class, nullable = true, examples = "2030-01-01T15:30:00Z") JsonNode backOnlineAt,
        @Schema(examples = "We are moving to a bigger database.") @PlainText String message,
        EndPolicy endPolicy,
        boolean shorten) {}
