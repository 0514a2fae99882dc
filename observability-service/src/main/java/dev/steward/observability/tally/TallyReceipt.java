package dev.steward.observability.tally;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a report. */
@Schema(description = "What became of a report, count by count and gap by gap.")
public record TallyReceipt(
        @Schema(description = "False when it came before, or a later one of its producer did: then it changed nothing.") boolean applied,
        List<Rejected> rejected) {

    public record Rejected(
            @Schema(description = "Which count or gap.", examples = "counts[2]") String item,
            @Schema(examples = "api: not configured here; known are internal, partner") String reason) {}
}
