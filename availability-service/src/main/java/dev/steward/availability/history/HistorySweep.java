package dev.steward.availability.history;

import dev.steward.availability.Recurring;
import dev.steward.availability.Sweeps;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** When online periods are forgotten. */
@Singleton
class HistorySweep {
    private final HistoryStore store;
    private final HistoryConfig config;
    private final Sweeps sweeps;

    HistorySweep(HistoryStore store, HistoryConfig config, Sweeps sweeps) {
        this.store = store;
        this.config = config;
        this.sweeps = sweeps;
    }

    void start(@Observes StartupEvent event, Recurring recurring) {
        recurring.every(config.pruneEvery(), "removal of old online periods", this::prune);
    }

    Uni<Void> prune() {
        return sweeps.run("online-periods", () -> store.prune(config.keepFor()).replaceWith("done"));
    }
}
