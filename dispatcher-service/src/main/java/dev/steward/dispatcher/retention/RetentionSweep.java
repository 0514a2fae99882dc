package dev.steward.dispatcher.retention;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

@Singleton
class RetentionSweep {
    private final RetentionService retention;

    RetentionSweep(RetentionService retention) {
        this.retention = retention;
    }

    @Scheduled(every = "{steward.dispatcher.retention.every}", concurrentExecution = SKIP)
    Uni<Void> run() {
        return retention.run()
                .onFailure().invoke(e -> Log.warnf("Retention goes on later: %s", e.getMessage()))
                .onFailure().recoverWithNull();
    }
}
