package dev.steward.availability.mitra;

import dev.steward.availability.mitra.MitraChanges.Changed;
import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

@Singleton
class MitraStore {
    private static final String CREATE = """
            WITH changed AS (
                INSERT INTO mitra (id, display_name, max_concurrent)
                VALUES ($1, $2, $3)
                    ON CONFLICT (id) DO NOTHING
                RETURNING id, version)
            INSERT INTO mirror_outbox (mitra_id, version)
            SELECT id, version FROM changed
            """;

    private static final String FIND = """
            SELECT id, display_name, is_active, is_online, sessions, max_concurrent, last_heartbeat_at, version
              FROM mitra_state
             WHERE id = $1
            """;

    private static final String LIST = """
            SELECT id, display_name, is_active, is_online, sessions, max_concurrent, last_heartbeat_at, version
              FROM mitra_state
             WHERE id < $1
               AND CASE $2
                   WHEN 'ONLINE' THEN is_online
                   WHEN 'OFFLINE' THEN is_active AND NOT is_online
                   WHEN 'DEACTIVATED' THEN NOT is_active
                   ELSE true END
               AND ($3::text IS NULL OR strpos(lower(display_name), lower($3)) > 0)
             ORDER BY id DESC
             LIMIT $4
            """;

    private final Postgres postgres;
    private final MitraChanges changes;

    MitraStore(Postgres postgres, MitraChanges changes) {
        this.postgres = postgres;
        this.changes = changes;
    }

    /** Emits null when there is no such mitra. */
    Uni<Mitra> find(UUID id) {
        return find(postgres, id);
    }

    /** The newest first, those with ids below this one. */
    Uni<List<Mitra>> list(MitraFilter filter, UUID before, int limit) {
        return postgres.list(LIST,
                Tuple.of(before, filter.state() == null ? null : filter.state().name(), filter.text(), limit), Mitra::of);
    }

    /** Emits null when the id is taken. */
    Uni<Mitra> create(UUID id, String displayName, int maxConcurrent) {
        return postgres.inTransaction(sql -> sql.update(CREATE, Tuple.of(id, displayName, maxConcurrent))
                .chain(created -> created == 1 ? find(sql, id) : Uni.createFrom().nullItem()));
    }

    /** All in one transaction. Emits what became of each, in their order; null where there is no such mitra. */
    Uni<List<Changed>> change(List<Wanted> wanted) {
        return postgres.inTransaction(sql -> changes.make(sql, wanted));
    }

    private static Uni<Mitra> find(Sql sql, UUID id) {
        return sql.first(FIND, Tuple.of(id), Mitra::of);
    }
}
