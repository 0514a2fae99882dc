package dev.steward.kit.maintenance;

import dev.steward.kit.neighbour.Neighbour;
import dev.steward.kit.neighbour.Neighbours;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Asks maintenance-service itself. */
@Singleton
@DefaultBean
public class ServiceFallback implements SnapshotFallback {
    private final Neighbour maintenance;

    public ServiceFallback(Neighbours neighbours) {
        this.maintenance = neighbours.maintenance();
    }

    @Override
    public Uni<Snapshot> read() {
        return maintenance.get("/internal/v1/snapshot").map(answer -> answer.bodyAsJson(Snapshot.class));
    }
}
