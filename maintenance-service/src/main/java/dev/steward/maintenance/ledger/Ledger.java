package dev.steward.maintenance.ledger;

import dev.steward.kit.maintenance.MaintenanceFollower;
import dev.steward.kit.maintenance.Snapshot;
import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * The one way to change anything that enforcement points follow. Changes happen one after the other: a transaction
 * locks
 * the revision, decides on what is stored, and holds the rows, their events and the next revision; then the new
 * snapshot
 * is published.
 */
@ApplicationScoped
public class Ledger {
    private final Postgres postgres;
    private final SnapshotStore snapshots;
    private final SnapshotPublisher publisher;
    private final MaintenanceFollower follower;

    /**
     * @param snapshot
     *            everything after the change
     */
    public record Committed<T>(T result, Snapshot snapshot) {}

    Ledger(Postgres postgres, SnapshotStore snapshots, SnapshotPublisher publisher, MaintenanceFollower follower) {
        this.postgres = postgres;
        this.snapshots = snapshots;
        this.publisher = publisher;
        this.follower = follower;
    }

    /** Work that enters nothing leaves the revision as it is. */
    public <T> Uni<Committed<T>> change(Function<Page, Uni<T>> work) {
        return postgres.inTransaction(sql -> snapshots.lock(sql)
                .chain(() -> snapshots.read(sql))
                .map(before -> new Page(sql, before))
                .chain(page -> work.apply(page)
                        .call(() -> page.isWritten() ? snapshots.count(sql, page.revision()) : Uni.createFrom().voidItem()))
                .chain(result -> snapshots.read(sql).map(after -> new Committed<>(result, after))))
                .call(committed -> publish(committed.snapshot()));
    }

    /** What is stored; what is known, with the database away. */
    Uni<Snapshot> snapshot() {
        return snapshots.read(postgres)
                .onFailure(ProblemException.class).recoverWithItem(follower::current);
    }

    /** Publishes what is stored, in case nobody did. */
    Uni<Void> republish() {
        return snapshots.read(postgres)
                .chain(this::publish)
                .onFailure(ProblemException.class).recoverWithNull();
    }

    private Uni<Void> publish(Snapshot snapshot) {
        follower.offer(snapshot);
        return publisher.publish(snapshot);
    }
}
