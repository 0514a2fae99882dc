package dev.steward.kit.recording.tally;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Exchanges that should have been recorded and are not. */
@Schema(description = "Exchanges that should have been recorded and are not.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Gap(
        @Schema(required = true, examples = "partner") String api,
        @Schema(required = true, description = "When the first of them began.", examples = "2026-03-14T09:26:53.111Z") Instant from,
        @Schema(required = true, description = "When the last of them began.", examples = "2026-03-14T09:31:07.902Z") Instant until,
        @Schema(description = "Whether they were failures; otherwise successes.") boolean failures,
        @Schema(required = true, description = "Why: intake-full, queue-full, spool-full, rejected, refused, shutdown or defect.", examples = "queue-full") String reason,
        @Schema(required = true, examples = "4120") long exchanges) {

    Gap and(Gap other) {
        return new Gap(api, from.isBefore(other.from) ? from : other.from, until.isAfter(other.until) ? until : other.until,
                failures, reason, exchanges + other.exchanges);
    }
}
