package dev.steward.benchmarks.load;

import java.time.Duration;

/**
 * One run of the load generator. Latencies in milliseconds.
 *
 * @param cpuMicros
 *            CPU time of what was measured, per request
 */
public record Sample(double requestsPerSecond, double p50, double p99, long requests, long errors, double cpuMicros) {
    Sample with(Duration cpu) {
        return new Sample(requestsPerSecond, p50, p99, requests, errors, cpu.toNanos() / 1000.0 / Math.max(1, requests));
    }
}
