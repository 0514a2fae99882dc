package dev.steward.dispatcher.upkeep;

import dev.steward.dispatcher.Batches;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What keeps the queue in order. Every replica does it; the statements see to it that nothing is done twice. */
@ApplicationScoped
class UpkeepService {
    private final UpkeepStore store;
    private final UpkeepConfig config;

    UpkeepService(UpkeepStore store, UpkeepConfig config) {
        this.store = store;
        this.config = config;
    }

    /** Ends all requests whose time is over, a batch at a time. */
    Uni<Void> expire() {
        return Batches.all(config.expiryBatch(), store::expire).replaceWithVoid();
    }

    Uni<Void> housekeep() {
        return store.createPartitions(config.partitionDaysAhead())
                .invoke(created -> Log.debugf("%d partitions created", created))
                .chain(() -> Batches.all(config.housekeepingBatch(), store::forgetKeys))
                .replaceWithVoid();
    }
}
