package dev.steward.availability.mitra;

import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Every change is one transaction: the row, its next version, and a note for the mirror. */
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

    private static final String CHANGE = """
            WITH changed AS (
                UPDATE mitra
                   SET is_active = coalesce($2, is_active),
                       is_online = is_online AND coalesce($2, is_active),
                       max_concurrent = coalesce($3, max_concurrent),
                       version = version + 1
                 WHERE id = $1
                RETURNING id, version)
            INSERT INTO mirror_outbox (mitra_id, version)
            SELECT id, version FROM changed
            """;

    private static final String SET_ONLINE = """
            WITH changed AS (
                UPDATE mitra
                   SET is_online = true, last_heartbeat_at = clock_timestamp(), version = version + 1
                 WHERE id = $1 AND is_active
                RETURNING id, version)
            INSERT INTO mirror_outbox (mitra_id, version)
            SELECT id, version FROM changed
            """;

    private static final String SET_OFFLINE = """
            WITH changed AS (
                UPDATE mitra
                   SET is_online = false, version = version + 1
                 WHERE id = $1 AND is_active
                RETURNING id, version)
            INSERT INTO mirror_outbox (mitra_id, version)
            SELECT id, version FROM changed
            """;

    private static final String FIND = """
            SELECT id, display_name, is_active, is_online, sessions, max_concurrent, last_heartbeat_at, version
              FROM mitra_state
             WHERE id = $1
            """;

    private final Postgres postgres;

    MitraStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /** What became of a change: the mitra as it is now, and whether it was changed. */
    record Changed(boolean done, Mitra mitra) {}

    /** Emits null when there is no such mitra. */
    Uni<Mitra> find(UUID id) {
        return find(postgres, id);
    }

    /** Not done when the id is taken. */
    Uni<Changed> create(UUID id, String displayName, int maxConcurrent) {
        return change(CREATE, id, Tuple.of(id, displayName, maxConcurrent));
    }

    /** Emits null when there is no such mitra. */
    Uni<Changed> change(UUID id, Boolean active, Integer maxConcurrent) {
        return change(CHANGE, id, Tuple.of(id, active, maxConcurrent));
    }

    /** Not done when the mitra is deactivated; emits null when there is none. */
    Uni<Changed> setOnline(UUID id) {
        return change(SET_ONLINE, id, Tuple.of(id));
    }

    /** As {@link #setOnline}. */
    Uni<Changed> setOffline(UUID id) {
        return change(SET_OFFLINE, id, Tuple.of(id));
    }

    /**
     * Reads in a statement of its own, after the row is locked: the change itself, where it had to wait for the lock,
     * counts
     * sessions by a snapshot from before the wait, and would mirror an old count under a new version.
     */
    private Uni<Changed> change(String statement, UUID id, Tuple parameters) {
        return postgres.inTransaction(sql -> sql.update(statement, parameters)
                .chain(changed -> find(sql, id)
                        .onItem().ifNotNull().transform(mitra -> new Changed(changed == 1, mitra))));
    }

    private static Uni<Mitra> find(Sql sql, UUID id) {
        return sql.first(FIND, Tuple.of(id), Mitra::of);
    }
}
