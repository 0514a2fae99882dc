package dev.steward.observability.partition;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Creates the partitions of the days ahead. Replicas take turns by an advisory lock, and the second finds nothing to
 * do.
 */
@Singleton
class PartitionSweep {
    private final PartitionStore store;
    private final Partitions partitions;
    private final PartitionConfig config;

    PartitionSweep(PartitionStore store, Partitions partitions, PartitionConfig config) {
        this.store = store;
        this.partitions = partitions;
        this.config = config;
    }

    @Scheduled(every = "{steward.observability.partition.sweep-every}", concurrentExecution = SKIP)
    Uni<Void> sweep() {
        return Multi.createFrom().iterable(partitions.apis())
                .onItem().transformToUniAndConcatenate(this::createAhead)
                .collect().last()
                .replaceWithVoid()
                .onFailure().invoke(e -> Log.warnf("The partitions ahead could not be created: %s", e.getMessage()))
                .onFailure().recoverWithNull();
    }

    private Uni<Integer> createAhead(String api) {
        return store.createAhead(api, config.daysAhead())
                .invoke(created -> Log.debugf("%d partitions created for %s", created, api));
    }
}
