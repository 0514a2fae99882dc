package dev.steward.observability.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One run and what it dropped. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RetentionRun(UUID id,
        @Schema(description = "The day that a scheduled run is for; null when somebody asked for it.") LocalDate scheduledFor,
        String requestedBy,
        @Schema(description = "Whether nothing was dropped, and only looked at.") boolean dryRun,
        Instant startedAt,
        @Schema(description = "Null while it runs, and as long as a day of it could not be dropped.") Instant finishedAt,
        List<Dropped> dropped) {

    public record Dropped(String api, LocalDate day,
            @Schema(description = "Estimated where counting took too long.") long rows, long bytes) {}
}
