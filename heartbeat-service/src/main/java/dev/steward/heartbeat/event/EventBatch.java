package dev.steward.heartbeat.event;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * {@code pulse.events/1}.
 *
 * @param events
 *            read one by one, so that one bad item does not refuse the others
 */
public record EventBatch(
        @Schema(examples = "pulse.events/1") String schema,
        @Schema(type = SchemaType.ARRAY, implementation = Item.class) @NotNull @Size(min = 1, max = 500) List<JsonNode> events) {

    /**
     * What an item looks like.
     *
     * @param id
     *            the sender's; an event is counted once per id
     * @param data
     *            {@code order.placed} needs {@code kind} (web, platform or manual), {@code article.*} should have
     *            {@code articleId}, {@code user.seen} should have {@code userId}
     */
    public record Item(
            @Schema(examples = "0199f3c2-6b1e-7c55-9d3e-2f3a1c0d4e5f", required = true) String id,
            @Schema(examples = "order.placed", required = true) String type,
            @Schema(examples = "2026-11-22T09:29:41Z", required = true) Instant occurredAt,
            @Schema(type = SchemaType.OBJECT, examples = "{\"kind\": \"web\"}") Map<String, Object> data) {}
}
