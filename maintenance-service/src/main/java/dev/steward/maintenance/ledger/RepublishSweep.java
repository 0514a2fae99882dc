package dev.steward.maintenance.ledger;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Heals a publication that failed and a Valkey that lost its data. Every replica may do it: the newest revision wins.
 */
@Singleton
class RepublishSweep {
    private final Ledger ledger;

    RepublishSweep(Ledger ledger) {
        this.ledger = ledger;
    }

    @Scheduled(every = "{steward.maintenance.ledger.republish-every}", concurrentExecution = SKIP)
    Uni<Void> republish() {
        return ledger.republish();
    }
}
