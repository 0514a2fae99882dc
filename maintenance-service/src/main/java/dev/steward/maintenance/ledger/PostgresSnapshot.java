package dev.steward.maintenance.ledger;

import dev.steward.kit.maintenance.Snapshot;
import dev.steward.kit.maintenance.SnapshotFallback;
import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** This service asks nobody else: the truth is its own database. */
@Singleton
class PostgresSnapshot implements SnapshotFallback {
    private final Postgres postgres;
    private final SnapshotStore snapshots;

    PostgresSnapshot(Postgres postgres, SnapshotStore snapshots) {
        this.postgres = postgres;
        this.snapshots = snapshots;
    }

    @Override
    public Uni<Snapshot> read() {
        return snapshots.read(postgres);
    }
}
