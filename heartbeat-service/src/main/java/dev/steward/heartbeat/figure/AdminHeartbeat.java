package dev.steward.heartbeat.figure;

import dev.steward.heartbeat.PayloadSchema;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * {@code admin.heartbeat/1}.
 *
 * @param metrics
 *            every name of {@link Metric}, always
 */
public record AdminHeartbeat(
        @Schema(examples = "admin.heartbeat/1") String schema,
        @Schema(examples = "2026-11-22T09:30:00Z") Instant serverTime,
        @Schema(examples = "today") String range,
        Map<String, Figure> metrics) {

    static AdminHeartbeat of(Instant serverTime, Range range, EnumMap<Metric, Figure> figures) {
        Map<String, Figure> named = new LinkedHashMap<>();
        figures.forEach((metric, figure) -> named.put(metric.wireName(), figure));
        return new AdminHeartbeat(PayloadSchema.ADMIN_HEARTBEAT.wireName(), serverTime, range.wireName(), named);
    }
}
