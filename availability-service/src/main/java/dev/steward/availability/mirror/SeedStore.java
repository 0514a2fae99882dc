package dev.steward.availability.mirror;

import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** What a seed reads. Each statement sees what was committed before it, which is what the seed's proofs rest on. */
@Singleton
class SeedStore {
    /** "steward" in ASCII and the number 3, as the migrations have the number 1. Held until the transaction ends. */
    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(x'7374657761726403'::bigint) AS locked";

    private static final String PAGE = """
            SELECT id, version, is_active, is_online, sessions, max_concurrent, last_heartbeat_at
              FROM mitra_state
             WHERE id > $1
             ORDER BY id
             LIMIT $2
            """;

    private static final String THESE = """
            SELECT id, version, is_active, is_online, sessions, max_concurrent, last_heartbeat_at
              FROM mitra_state
             WHERE id = ANY ($1)
            """;

    private static final String COUNT = "SELECT count(*) AS mitras FROM mitra";

    private static final String NEXT_EPOCH = """
            INSERT INTO mirror_epoch AS e (epoch)
            VALUES (1)
                ON CONFLICT (singleton) DO UPDATE
               SET epoch = e.epoch + 1
            RETURNING epoch
            """;

    /** Emits false when another replica holds it. */
    Uni<Boolean> tryLock(Sql sql) {
        return sql.first(TRY_LOCK, Tuple.tuple(), row -> row.getBoolean("locked"));
    }

    Uni<List<MirroredMitra>> page(Sql sql, UUID after, int limit) {
        return sql.list(PAGE, Tuple.of(after, limit), MirroredMitra::of);
    }

    Uni<List<MirroredMitra>> these(Sql sql, List<UUID> ids) {
        return sql.list(THESE, Tuple.of(ids.toArray(UUID[]::new)), MirroredMitra::of);
    }

    Uni<Long> count(Sql sql) {
        return sql.first(COUNT, Tuple.tuple(), row -> row.getLong("mitras"));
    }

    Uni<Long> nextEpoch(Sql sql) {
        return sql.first(NEXT_EPOCH, Tuple.tuple(), row -> row.getLong("epoch"));
    }
}
