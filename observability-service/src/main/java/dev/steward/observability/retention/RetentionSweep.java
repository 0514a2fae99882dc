package dev.steward.observability.retention;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Runs retention once a day; a day that nobody was up for is made good as soon as somebody is. */
@Singleton
class RetentionSweep {
    private final RetentionService retention;

    RetentionSweep(RetentionService retention) {
        this.retention = retention;
    }

    @Scheduled(every = "{steward.observability.retention.sweep-every}", concurrentExecution = SKIP)
    Uni<Void> sweep() {
        return retention.runScheduled()
                .onFailure().invoke(e -> Log.warnf("Retention could not run: %s", e.getMessage()))
                .onFailure().recoverWithNull();
    }
}
