package dev.steward.benchmarks.load;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Of times in nanoseconds, told in milliseconds. */
public final class Percentiles {
    private final long[] sorted;

    public Percentiles(LongStream nanos) {
        this.sorted = nanos.sorted().toArray();
    }

    public double at(double share) {
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * share) - 1)] / 1e6;
    }

    public double longest() {
        return Arrays.stream(sorted).max().orElseThrow() / 1e6;
    }
}
