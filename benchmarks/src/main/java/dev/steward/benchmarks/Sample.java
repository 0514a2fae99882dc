package dev.steward.benchmarks;

/** One run of the load generator. Latencies in milliseconds. */
record Sample(double requestsPerSecond, double p50, double p99, long errors) {}
