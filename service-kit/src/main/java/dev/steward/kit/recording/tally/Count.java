package dev.steward.kit.recording.tally;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One series. Added to by many threads until it is closed, which nothing is added to after. */
final class Count {
    private static final int USUAL_BUCKETS = 48;

    private long exchanges;
    private long failed;
    private long unsampled;
    private long durationMicros;
    private long longestMicros;
    private long[] durations = new long[USUAL_BUCKETS];
    private int buckets;
    private boolean closed;

    /** False when it is closed. */
    synchronized boolean add(long micros, boolean failure, boolean recorded) {
        if (closed) {
            return false;
        }
        exchanges++;
        failed += failure ? 1 : 0;
        unsampled += recorded ? 0 : 1;
        durationMicros += micros;
        longestMicros = Math.max(longestMicros, micros);
        int bucket = DurationBuckets.of(micros);
        if (bucket >= durations.length) {
            durations = Arrays.copyOf(durations, DurationBuckets.COUNT);
        }
        durations[bucket]++;
        buckets = Math.max(buckets, bucket + 1);
        return true;
    }

    synchronized MinuteCount close(Series series) {
        closed = true;
        List<Long> counted = Arrays.stream(durations, 0, buckets).boxed().toList();
        return new MinuteCount(series.api(), Instant.ofEpochSecond(TimeUnit.MINUTES.toSeconds(series.minute())),
                series.method(), series.route(), series.status() == 0 ? null : series.status(),
                exchanges, failed, unsampled, durationMicros, longestMicros, counted);
    }
}
