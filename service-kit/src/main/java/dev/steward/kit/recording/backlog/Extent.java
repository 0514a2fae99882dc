package dev.steward.kit.recording.backlog;

import dev.steward.kit.recording.tally.Gap;
import java.time.Instant;

/** What a batch holds of one API: how many exchanges, and when the first and the last of them began. */
public record Extent(String api, Instant from, Instant until, int exchanges) {
    public static Extent of(String api, Instant startedAt) {
        return new Extent(api, startedAt, startedAt, 1);
    }

    Extent and(Extent other) {
        return new Extent(api, from.isBefore(other.from) ? from : other.from, until.isAfter(other.until) ? until : other.until,
                exchanges + other.exchanges);
    }

    Gap gap(boolean failures, String reason) {
        return new Gap(api, from, until, failures, reason, exchanges);
    }
}
