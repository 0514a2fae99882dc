package dev.steward.dispatcher.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** What retention has forgotten, by this replica. */
@Singleton
class RetentionMetrics {
    private final Counter requests;
    private final Counter days;
    private final Counter bytes;
    private final Counter strays;

    RetentionMetrics(MeterRegistry meters) {
        this.requests = counter(meters, "dispatcher.retention.requests", "Ended requests that are forgotten");
        this.days = counter(meters, "dispatcher.retention.days", "Days of attempts that are dropped");
        this.bytes = counter(meters, "dispatcher.retention.bytes", "How large these were");
        this.strays = counter(meters, "dispatcher.retention.stray.attempts", "Attempts forgotten one by one");
    }

    void countRequests(int forgotten) {
        requests.increment(forgotten);
    }

    void countDay(long size) {
        days.increment();
        bytes.increment(size);
    }

    void countStrays(int forgotten) {
        strays.increment(forgotten);
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }
}
