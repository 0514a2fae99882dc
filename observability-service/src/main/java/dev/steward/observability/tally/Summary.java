package dev.steward.observability.tally;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The traffic of a span of time, API by API. */
@Schema(description = "The traffic of a span of time, API by API.")
public record Summary(Instant from, Instant to, List<Api> apis) {
    /** One API. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Api(
            @Schema(examples = "partner") String api,
            @Schema(description = "How many exchanges began, whether or not they are recorded.", examples = "120000") long exchanges,
            @Schema(description = "A status from 400 on, or no complete answer.", examples = "240") long failed,
            @Schema(description = "The share of them that failed; null where there are none.", examples = "0.002") Double errorRatio,
            @Schema(description = "How many sampling left out.", examples = "0") long unsampled,
            @Schema(description = "How many should have been recorded and are not; see gaps in the listing.", examples = "0") long lost,
            @Schema(description = "Null where there are none.") Durations durationMillis) {}

    /** How long exchanges took, in milliseconds. Percentiles come from buckets: they are at most an eighth off. */
    public record Durations(double mean, double p50, double p95, double p99, double longest) {}
}
