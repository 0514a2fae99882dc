package dev.steward.observability.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is kept for how long, and what the last runs dropped. */
public record RetentionReport(List<Policy> policies, @Schema(description = "The latest first.") List<RetentionRun> runs) {
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Policy(
            @Schema(examples = "partner") String api,
            @Schema(description = "An ISO period.", examples = "P14D") String keep,
            @Schema(description = "The first day (UTC) that is kept.") LocalDate keptFrom,
            @Schema(description = "The first day that is stored; null: none.") LocalDate storedFrom,
            @Schema(description = "Of all stored days.") long bytes) {}
}
