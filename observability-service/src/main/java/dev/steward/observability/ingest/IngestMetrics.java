package dev.steward.observability.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** How much arrives, and what becomes of it. */
@Singleton
class IngestMetrics {
    private final Counter stored;
    private final Counter duplicates;
    private final Counter rejected;

    IngestMetrics(MeterRegistry meters) {
        this.stored = counter(meters, "stored");
        this.duplicates = counter(meters, "duplicate");
        this.rejected = counter(meters, "rejected");
    }

    void count(Receipt receipt) {
        stored.increment(receipt.accepted() - receipt.duplicates());
        duplicates.increment(receipt.duplicates());
        rejected.increment(receipt.rejected().size());
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("steward.observability.exchanges").tag("outcome", outcome).register(meters);
    }
}
