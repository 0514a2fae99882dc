package dev.steward.availability.absence;

import dev.steward.availability.heartbeat.HeartbeatConfig;
import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

@Singleton
class AbsenceStore {
    // Pings that Valkey did not get are written here: who has pinged here is not absent. Who is changed by somebody
    // else just now is left to the next sweep.
    private static final String LOCK_ABSENT = """
            SELECT id
              FROM mitra
             WHERE id = ANY ($1)
               AND is_online
               AND last_heartbeat_at < clock_timestamp() - make_interval(secs => $2)
             ORDER BY id
               FOR NO KEY UPDATE SKIP LOCKED
            """;

    private final double freshSeconds;

    AbsenceStore(HeartbeatConfig heartbeat) {
        this.freshSeconds = heartbeat.freshFor().toMillis() / 1000.0;
    }

    Uni<List<UUID>> lockAbsent(Sql sql, Collection<UUID> ids) {
        return sql.list(LOCK_ABSENT, Tuple.of(ids.toArray(UUID[]::new), freshSeconds), row -> row.getUUID("id"));
    }
}
