package dev.steward.benchmarks.load;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What is put under load.
 *
 * @param name
 *            as in the table
 * @param url
 *            answers the requests with 200
 * @param requests
 *            what it is asked
 * @param cpu
 *            how much CPU time what is measured has had until now
 */
public record Variant(String name, String url, Requests requests, Supplier<Duration> cpu) {
    public Variant(String name, String url, Supplier<Duration> cpu) {
        this(name, url, Requests.GET, cpu);
    }
}
