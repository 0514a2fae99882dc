package dev.steward.benchmarks;

/** One question about speed, answered by variants that run on the same machine, in one run. */
public interface Benchmark {
    String name();

    Report run() throws Exception;
}
