package dev.steward.dispatcher.upkeep;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

@Singleton
class UpkeepStore {
    // An attempt under way decides for itself when it comes back; that of a dead worker does not come back.
    private static final String EXPIRE = """
            WITH due AS (
                SELECT id
                  FROM task
                 WHERE expire_at <= now() AND (lease_token IS NULL OR next_attempt_at <= now())
                 ORDER BY expire_at
                 LIMIT $1
                   FOR UPDATE SKIP LOCKED
            ), ended AS (
                DELETE FROM task
                 WHERE id = ANY (ARRAY(SELECT id FROM due))
                RETURNING id, attempts, attempt_limit
            )
            INSERT INTO settlement (request_id, state, reason, attempts, attempt_limit)
            SELECT id, 'EXPIRED', format('Expired after %s attempts.', attempts), attempts, attempt_limit
              FROM ended
            """;

    private static final String CREATE_PARTITIONS = "SELECT create_attempt_partitions($1) AS created";

    // An hour later than they lose their meaning, so that none vanishes from under a request that is just being compared.
    private static final String FORGET_KEYS = """
            DELETE FROM idempotency_key
             WHERE key = ANY (ARRAY(SELECT key
                                      FROM idempotency_key
                                     WHERE created_at < now() - interval '25 hours'
                                     ORDER BY created_at
                                     LIMIT $1
                                       FOR UPDATE SKIP LOCKED))
            """;

    private final Postgres postgres;

    UpkeepStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /** Emits how many were ended. */
    Uni<Integer> expire(int limit) {
        return postgres.update(EXPIRE, Tuple.of(limit));
    }

    /** Emits how many were missing. */
    Uni<Integer> createPartitions(int daysAhead) {
        return postgres.first(CREATE_PARTITIONS, Tuple.of(daysAhead), row -> row.getInteger("created"));
    }

    /** Emits how many were forgotten. */
    Uni<Integer> forgetKeys(int limit) {
        return postgres.update(FORGET_KEYS, Tuple.of(limit));
    }
}
