package dev.steward.kit.recording.tally;

/**
 * Durations by size, four buckets to each power of two from 64 microseconds on, so that a percentile taken from them is
 * at most an eighth off, and that buckets of any two minutes, routes or replicas can be added.
 *
 * <p>
 * Bucket 0 holds what is below 64 microseconds; bucket {@code 1 + 4 * n + k} what is from
 * {@code 2^(6 + n) * (1 + k / 4)} up to {@code 2^(6 + n) * (1 + (k + 1) / 4)}. The last, 104, begins at 1.75 times 2^31
 * microseconds, an hour, and holds everything beyond.
 */
public final class DurationBuckets {
    /** How many there are. */
    public static final int COUNT = 105;

    private static final int FIRST_POWER = 6;
    private static final int TO_A_POWER = 4;
    private static final int BITS = 2;

    private DurationBuckets() {}

    /** The bucket of a duration in microseconds. */
    public static int of(long micros) {
        if (micros < 1L << FIRST_POWER) {
            return 0;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        int quarter = (int) (micros >>> power - BITS) & TO_A_POWER - 1;
        return Math.min(COUNT - 1, 1 + (power - FIRST_POWER) * TO_A_POWER + quarter);
    }

    /** Where a bucket begins, in microseconds; 0 for the first. */
    public static long from(int bucket) {
        if (bucket == 0) {
            return 0;
        }
        int power = FIRST_POWER + (bucket - 1) / TO_A_POWER;
        int quarter = (bucket - 1) % TO_A_POWER;
        return (1L << power) + quarter * (1L << power - BITS);
    }
}
