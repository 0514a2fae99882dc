package dev.steward.maintenance.window;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Heals a publication that failed and a Valkey that lost its data. Every replica may do it: the newest revision wins.
 */
@Singleton
class RepublishSweep {
    private final MaintenanceWindowService windows;

    RepublishSweep(MaintenanceWindowService windows) {
        this.windows = windows;
    }

    @Scheduled(every = "{steward.maintenance.window.republish-every}", concurrentExecution = SKIP)
    Uni<Void> republish() {
        return windows.republish();
    }
}
