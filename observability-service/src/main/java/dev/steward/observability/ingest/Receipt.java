package dev.steward.observability.ingest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a batch. */
@Schema(description = "What became of a batch, record by record.")
public record Receipt(
        @Schema(description = "How many are stored, those included that were before.", examples = "2") int accepted,
        @Schema(description = "How many of them were stored before.", examples = "0") int duplicates,
        List<Rejected> rejected) {

    public record Rejected(
            @Schema(description = "The position in the batch, from 0.", examples = "2") int index,
            @Schema(examples = "startedAt: older than 90 days") String reason) {}
}
