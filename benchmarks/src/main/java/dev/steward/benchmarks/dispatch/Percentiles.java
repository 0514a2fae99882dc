package dev.steward.benchmarks.dispatch;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Of times in nanoseconds, told in milliseconds. */
final class Percentiles {
    private final long[] sorted;

    Percentiles(LongStream nanos) {
        this.sorted = nanos.sorted().toArray();
    }

    double at(double share) {
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * share) - 1)] / 1e6;
    }

    double longest() {
        return Arrays.stream(sorted).max().orElseThrow() / 1e6;
    }
}
