package dev.steward.availability.absence;

import dev.steward.availability.absence.AbsenceMirror.Absent;
import dev.steward.availability.mirror.MirroredMitra;
import dev.steward.availability.mirror.Outbox;
import dev.steward.availability.mitra.MitraChanges;
import dev.steward.availability.mitra.Wanted;
import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes some of the absent offline, in one transaction. Their rows are locked, then Valkey is asked again and marks
 * those who leave, and only those go: whoever pings before the mark stays, and whoever pings after it waits for the
 * lock and is told how it ended.
 */
@Singleton
class Departures {
    private final Postgres postgres;
    private final AbsenceStore store;
    private final AbsenceMirror mirror;
    private final MitraChanges changes;
    private final Outbox outbox;

    Departures(Postgres postgres, AbsenceStore store, AbsenceMirror mirror, MitraChanges changes, Outbox outbox) {
        this.postgres = postgres;
        this.store = store;
        this.mirror = mirror;
        this.changes = changes;
        this.outbox = outbox;
    }

    /**
     * What became of some.
     *
     * @param stayed
     *            they have pinged in the end, or somebody else changes them just now
     */
    record Outcome(int left, int stayed) {}

    /**
     * @param lastPings
     *            of those who seem to be absent
     */
    Uni<Outcome> take(Absent found, Map<UUID, Instant> lastPings) {
        return postgres.inTransaction(sql -> store.lockAbsent(sql, lastPings.keySet())
                .chain(locked -> mirror.leave(found, locked))
                .chain(leaving -> leave(sql, leaving, lastPings)))
                .call(outbox::publish)
                .call(left -> outbox.renew(others(lastPings, left)))
                .map(left -> new Outcome(left.size(), lastPings.size() - left.size()));
    }

    private Uni<List<MirroredMitra>> leave(Sql sql, List<UUID> leaving, Map<UUID, Instant> lastPings) {
        return changes.make(sql, leaving.stream().map(id -> Wanted.swept(id, lastPings.get(id))).toList())
                .map(changed -> changed.stream().map(one -> one.mitra().mirrored()).toList());
    }

    /** The mirror may not have what Postgres knows of them: a ping that Valkey did not get. */
    private static List<UUID> others(Map<UUID, Instant> all, List<MirroredMitra> left) {
        Set<UUID> gone = left.stream().map(MirroredMitra::id).collect(Collectors.toSet());
        return all.keySet().stream().filter(id -> !gone.contains(id)).toList();
    }
}
