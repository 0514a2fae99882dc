package dev.steward.maintenance.window;

import dev.steward.kit.maintenance.Snapshot;
import dev.steward.kit.maintenance.SnapshotFallback;
import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** This service asks nobody else: the truth is its own database. */
@Singleton
class PostgresSnapshot implements SnapshotFallback {
    private final Postgres postgres;
    private final WindowStore store;

    PostgresSnapshot(Postgres postgres, WindowStore store) {
        this.postgres = postgres;
        this.store = store;
    }

    @Override
    public Uni<Snapshot> read() {
        return store.read(postgres);
    }
}
