package dev.steward.observability.tally;

import dev.steward.kit.recording.tally.DurationBuckets;

/** Percentiles of durations of which only their buckets are known: the middle of the bucket, as nothing says more. */
final class Percentiles {
    private final long[] buckets;
    private final long longestMicros;
    private final long count;

    /**
     * @param buckets
     *            as {@link DurationBuckets} has them; trailing ones may be missing
     */
    Percentiles(long[] buckets, long longestMicros) {
        this.buckets = buckets;
        this.longestMicros = longestMicros;
        long sum = 0;
        for (long bucket : buckets) {
            sum += bucket;
        }
        this.count = sum;
    }

    /** In microseconds, never above the longest; 0 where there are none. */
    double at(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int bucket = 0; bucket < buckets.length; bucket++) {
            seen += buckets[bucket];
            if (seen >= rank) {
                return Math.min(longestMicros, middle(bucket));
            }
        }
        return 0;
    }

    private double middle(int bucket) {
        return bucket + 1 >= DurationBuckets.COUNT
                ? longestMicros
                : (DurationBuckets.from(bucket) + DurationBuckets.from(bucket + 1)) / 2.0;
    }
}
