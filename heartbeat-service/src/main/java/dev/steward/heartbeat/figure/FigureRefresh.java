package dev.steward.heartbeat.figure;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Every replica for itself: what it knows is what it falls back to. */
@Singleton
class FigureRefresh {
    private final HeartbeatStatusService status;

    FigureRefresh(HeartbeatStatusService status) {
        this.status = status;
    }

    @Scheduled(every = "{steward.heartbeat.figure.refresh-every}", concurrentExecution = SKIP)
    Uni<Void> refresh() {
        return Multi.createFrom().items(Range.values())
                .onItem().transformToUni(status::snapshot).concatenate()
                .collect().last()
                .replaceWithVoid();
    }
}
