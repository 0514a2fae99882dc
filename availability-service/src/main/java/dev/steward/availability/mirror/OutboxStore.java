package dev.steward.availability.mirror;

import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Changes that the mirror may not have yet. Whoever changes a mitra writes the row in the same transaction. */
@Singleton
class OutboxStore {
    // SKIP LOCKED: replicas repair side by side. What is applied is the mitra's state now, which is at least the noted one.
    private static final String CLAIM = """
            WITH claimed AS MATERIALIZED (
                SELECT mitra_id, version, noted_at
                  FROM mirror_outbox
                 WHERE noted_at < clock_timestamp() - make_interval(secs => $1)
                 ORDER BY noted_at
                 LIMIT $2
                   FOR UPDATE SKIP LOCKED)
            SELECT c.version AS noted_version, extract(epoch FROM clock_timestamp() - c.noted_at)::float8 AS age,
                   s.id, s.version, s.is_active, s.is_online, s.sessions, s.max_concurrent, s.last_heartbeat_at
              FROM claimed c
              JOIN mitra_state s ON s.id = c.mitra_id
             ORDER BY c.noted_at
            """;

    private static final String LOCK = "SELECT id FROM mitra WHERE id = ANY ($1) ORDER BY id FOR SHARE";

    private static final String DELETE = """
            DELETE FROM mirror_outbox o
             USING unnest($1::uuid[], $2::bigint[]) AS applied (mitra_id, version)
             WHERE o.mitra_id = applied.mitra_id AND o.version = applied.version
            """;

    private final Postgres postgres;
    private final SeedStore states;

    OutboxStore(Postgres postgres, SeedStore states) {
        this.postgres = postgres;
        this.states = states;
    }

    /** A change of this mitra, noted so long ago. */
    record Noted(long version, Duration age, MirroredMitra mitra) {
        static Noted of(Row row) {
            long ageMillis = Math.round(row.getDouble("age") * 1000);
            return new Noted(row.getLong("noted_version"), Duration.ofMillis(ageMillis), MirroredMitra.of(row));
        }
    }

    /** Oldest first; nobody else gets them until the transaction ends. */
    Uni<List<Noted>> claim(Sql sql, Duration olderThan, int limit) {
        return sql.list(CLAIM, Tuple.of(olderThan.toMillis() / 1000.0, limit), Noted::of);
    }

    Uni<Void> delete(Sql sql, List<Noted> applied) {
        return delete(sql, applied.stream().map(noted -> noted.mitra().id()).toArray(UUID[]::new),
                applied.stream().map(Noted::version).toArray(Long[]::new));
    }

    Uni<Void> deleteApplied(List<MirroredMitra> applied) {
        return delete(postgres, applied.stream().map(MirroredMitra::id).toArray(UUID[]::new),
                applied.stream().map(MirroredMitra::version).toArray(Long[]::new));
    }

    /** The lock waits for whoever changes them; what it has committed the next statement sees. */
    Uni<List<MirroredMitra>> settled(Sql sql, List<UUID> mitras) {
        return sql.query(LOCK, Tuple.of(mitras.toArray(UUID[]::new))).chain(() -> states.these(sql, mitras));
    }

    private static Uni<Void> delete(Sql sql, UUID[] ids, Long[] versions) {
        return sql.query(DELETE, Tuple.of(ids, versions)).replaceWithVoid();
    }
}
