package dev.steward.kit.recording.tally;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a recorder counted since its last report. It sends one at a time, the same until it is taken: a sequence that is
 * not above the last one of its producer was applied before.
 */
@Schema(description = "What a recorder counted since its last report, exactly and from before sampling, and what it lost.")
public record TallyReport(
        @Schema(required = true, description = "One run of one recorder: a new UUID at each start.") UUID producer,
        @Schema(required = true, description = "Counts the producer's reports, from 1. One that came before changes nothing.", examples = "17") long sequence,
        @Schema(required = true, examples = "demo-shop") String service,
        @Schema(required = true) List<MinuteCount> counts,
        @Schema(required = true) List<Gap> gaps) {}
