package dev.steward.availability.heartbeat;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

/** Pings in Postgres. */
@Singleton
class HeartbeatStore {
    private static final String CHECK = """
            SELECT is_active, is_online, clock_timestamp() AS at, coalesce((SELECT epoch FROM mirror_epoch), 0) AS epoch
              FROM mitra
             WHERE id = $1
            """;

    private static final String CHECK_SETTLED = CHECK + "FOR SHARE OF mitra";

    // "steward" in ASCII and the number 4: two of these updates side by side, in different orders, could wait for each
    // other.
    private static final String LOCK = "SELECT pg_advisory_xact_lock(x'7374657761726404'::bigint)";

    // Whoever changes some of these mitras holds their rows, perhaps in another order: neither waits for the other.
    // A mitra left out has its next ping recorded next time.
    private static final String RECORD = """
            WITH ping AS MATERIALIZED (
                SELECT id, least(at, now()) AS at FROM unnest($1::uuid[], $2::timestamptz[]) AS p (id, at)
            ), free AS MATERIALIZED (
                SELECT m.id, p.at
                  FROM mitra m
                  JOIN ping p ON p.id = m.id
                 WHERE m.is_online AND m.last_heartbeat_at < p.at
                   FOR NO KEY UPDATE OF m SKIP LOCKED
            )
            UPDATE mitra m
               SET last_heartbeat_at = f.at
              FROM free f
             WHERE m.id = f.id
            """;

    private final Postgres postgres;

    HeartbeatStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /** The full check of a ping; records nothing. */
    Uni<Ping> check(UUID id) {
        return postgres.first(CHECK, Tuple.of(id), HeartbeatStore::ping)
                .onItem().ifNull().continueWith(Ping.Unknown::new);
    }

    /** The same, once whoever changes the mitra has ended. */
    Uni<Ping> checkSettled(UUID id) {
        return postgres.first(CHECK_SETTLED, Tuple.of(id), HeartbeatStore::ping)
                .onItem().ifNull().continueWith(Ping.Unknown::new);
    }

    /** Never backwards, and only who is online. Emits how many moved. */
    Uni<Integer> record(Map<UUID, Instant> lastPings) {
        UUID[] ids = new UUID[lastPings.size()];
        OffsetDateTime[] times = new OffsetDateTime[lastPings.size()];
        int i = 0;
        for (Map.Entry<UUID, Instant> ping : lastPings.entrySet()) {
            ids[i] = ping.getKey();
            times[i++] = ping.getValue().atOffset(ZoneOffset.UTC);
        }
        return postgres.inTransaction(sql -> sql.query(LOCK).chain(() -> sql.update(RECORD, Tuple.of(ids, times))));
    }

    private static Ping ping(Row row) {
        if (!row.getBoolean("is_active")) {
            return new Ping.Deactivated();
        }
        Instant at = row.getOffsetDateTime("at").toInstant();
        long epoch = row.getLong("epoch");
        return row.getBoolean("is_online") ? new Ping.Alive(at, epoch) : new Ping.Offline(at, epoch);
    }
}
