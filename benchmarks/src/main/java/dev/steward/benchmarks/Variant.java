package dev.steward.benchmarks;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What is put under load.
 *
 * @param name
 *            as in the table
 * @param url
 *            answers 200 to GET
 * @param cpu
 *            how much CPU time what is measured has had until now
 */
record Variant(String name, String url, Supplier<Duration> cpu) {}
