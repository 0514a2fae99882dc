package dev.steward.heartbeat.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One figure of the admin heartbeat.
 *
 * @param value
 *            a number or a boolean; null while it was never known
 * @param asOf
 *            when the value was true; null while it was never known
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Figure(
        @Schema(description = "A number or a boolean; null while it was never known", examples = "42") Object value,
        @Schema(description = "When the value was true", examples = "2026-11-22T09:30:00Z") Instant asOf,
        @Schema(description = "ok: just read; stale: the last known value; failed: never known", examples = "ok") String status) {

    private static final Figure FAILED = new Figure(null, null, "failed");

    static Figure of(Reading reading, Metric metric) {
        return new Figure(reading.values().get(metric), reading.asOf(), reading.fresh() ? "ok" : "stale");
    }

    static Figure stale(Reading lastKnown, Metric metric) {
        return lastKnown == null ? FAILED : new Figure(lastKnown.values().get(metric), lastKnown.asOf(), "stale");
    }
}
