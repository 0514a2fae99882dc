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

    // "steward" in ASCII and the number 4: two of these updates side by side, in different orders, could wait for each
    // other.
    private static final String LOCK = "SELECT pg_advisory_xact_lock(x'7374657761726404'::bigint)";

    private static final String RECORD = """
            UPDATE mitra m
               SET last_heartbeat_at = least(p.at, now())
              FROM unnest($1::uuid[], $2::timestamptz[]) AS p (id, at)
             WHERE m.id = p.id AND m.is_online AND m.last_heartbeat_at < least(p.at, now())
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
