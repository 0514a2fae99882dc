package dev.steward.kit.maintenance;

import io.smallrye.mutiny.Uni;

/** Where the snapshot comes from when Valkey has none to give. */
public interface SnapshotFallback {
    Uni<Snapshot> read();
}
