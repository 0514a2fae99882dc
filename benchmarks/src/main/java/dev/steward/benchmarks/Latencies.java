package dev.steward.benchmarks;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long something took, each time, in milliseconds; any number of threads may measure. */
final class Latencies {
    private final Queue<Double> all = new ConcurrentLinkedQueue<>();

    <T> T measure(Callable<T> action) throws Exception {
        long began = System.nanoTime();
        T result = action.call();
        all.add((System.nanoTime() - began) / 1e6);
        return result;
    }

    int count() {
        return all.size();
    }

    double at(double share) {
        double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * share) - 1)];
    }

    double longest() {
        return all.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
