package dev.steward.dispatcher.queue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Reads the depth now and then, so that scraping the metrics costs no query. Unknown while PostgreSQL is away. */
@Singleton
class QueueGauge {
    private static final Depth UNKNOWN = new Depth(0, 0, Double.NaN);

    private final QueueStore store;
    private volatile Depth depth = UNKNOWN;

    QueueGauge(QueueStore store, MeterRegistry meters) {
        this.store = store;
        Gauge.builder("dispatcher.pending", () -> depth == UNKNOWN ? Double.NaN : depth.pending())
                .description("Requests that have not ended")
                .register(meters);
        Gauge.builder("dispatcher.in.flight", () -> depth == UNKNOWN ? Double.NaN : depth.inFlight())
                .description("Attempts under way, of all replicas")
                .register(meters);
        Gauge.builder("dispatcher.oldest.due.age", () -> depth.oldestDueAgeSeconds())
                .description("How long the oldest request has been due without being sent")
                .baseUnit("seconds")
                .register(meters);
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> read() {
        return store.depth()
                .onFailure().invoke(e -> Log.debugf("The depth of the queue is unknown: %s", e.getMessage()))
                .onFailure().recoverWithItem(UNKNOWN)
                .invoke(now -> depth = now)
                .replaceWithVoid();
    }
}
