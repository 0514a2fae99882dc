package dev.steward.maintenance.window;

import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

@ApplicationScoped
class IdempotencyStore {
    private static final String FIND = """
            SELECT digest, window_id
              FROM idempotency
             WHERE actor = $1 AND key = $2 AND created_at > now() - make_interval(secs => $3)
            """;

    private static final String REMEMBER = """
            INSERT INTO idempotency (actor, key, digest, window_id)
            VALUES ($1, $2, $3, $4)
                ON CONFLICT (actor, key) DO UPDATE
               SET digest = excluded.digest, window_id = excluded.window_id, created_at = now()
            """;

    // With each new key the old ones go: there are never more than of one day.
    private static final String FORGET = """
            DELETE FROM idempotency
             WHERE created_at < now() - make_interval(secs => $1)
            """;

    /**
     * What a key was used for.
     *
     * @param digest
     *            SHA-256 of the request, hexadecimal
     */
    record Used(String digest, UUID window) {}

    /** Emits null for a key that was not used lately. */
    Uni<Used> find(Sql sql, String actor, String key, Duration kept) {
        return sql.first(FIND, Tuple.of(actor, key, (double) kept.toSeconds()),
                row -> new Used(row.getString("digest"), row.getUUID("window_id")));
    }

    Uni<Void> remember(Sql sql, String actor, String key, Used used, Duration kept) {
        return sql.query(FORGET, Tuple.of((double) kept.toSeconds()))
                .chain(() -> sql.query(REMEMBER, Tuple.of(actor, key, used.digest(), used.window())))
                .replaceWithVoid();
    }
}
