package dev.steward.dispatcher.delivery;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

@Singleton
class OutcomeStore {
    // Each is fenced by its own lease: whoever has lost it is not found, and does not disturb the others. What somebody
    // else has locked is not waited for, as all would wait with it, but reported. An item either ends its task (state),
    // or puts it back: for another attempt after a pause (wait), or as it was (due). It was sent where started_at is given.
    // A plain = between the tokens would say that there is one, and the planner then reads all leased tasks for each item.
    // Arrays straight from the parameters would tell it how many items there are, and it would plan anew for each group.
    static final String RECORD = """
            WITH given AS MATERIALIZED (
                SELECT $1::uuid[] AS ids, $2::uuid[] AS tokens, $3::timestamptz[] AS starts, $4::integer[] AS durations,
                       $5::integer[] AS statuses, $6::text[] AS errors, $7::text[] AS excerpts, $8::text[] AS states,
                       $9::text[] AS reasons, $10::float8[] AS waits, $11::timestamptz[] AS dues
            ), item AS MATERIALIZED (
                SELECT one.*
                  FROM given
                 CROSS JOIN LATERAL unnest(ids, tokens, starts, durations, statuses, errors, excerpts, states, reasons, waits, dues)
                       AS one (id, token, started_at, duration_ms, status, error, response_excerpt, state, reason, wait, due)
            ), held AS MATERIALIZED (
                SELECT item.*, own.attempts + (started_at IS NOT NULL)::integer AS made, own.attempt_limit
                  FROM item
                 CROSS JOIN LATERAL (SELECT attempts, attempt_limit
                                       FROM task
                                      WHERE id = item.id AND lease_token IS NOT DISTINCT FROM item.token
                                        FOR UPDATE SKIP LOCKED) own
            ), busy AS (
                SELECT item.id
                  FROM item
                 CROSS JOIN LATERAL (SELECT
                                       FROM task
                                      WHERE id = item.id AND lease_token IS NOT DISTINCT FROM item.token
                                      LIMIT 1) own
                 WHERE item.id NOT IN (SELECT id FROM held)
            ), ended AS (
                DELETE FROM task
                 WHERE id = ANY (ARRAY(SELECT id FROM held WHERE state IS NOT NULL))
            ), put_back AS (
                UPDATE task
                   SET lease_token = NULL, attempts = made,
                       next_attempt_at = coalesce(held.due, now() + make_interval(secs => held.wait))
                  FROM held
                 WHERE task.id = held.id AND task.id = ANY (ARRAY(SELECT id FROM held WHERE state IS NULL))
            ), attempted AS (
                INSERT INTO attempt (request_id, number, started_at, duration_ms, status, error, response_excerpt)
                SELECT id, made, started_at, duration_ms, status, error, response_excerpt
                  FROM held
                 WHERE started_at IS NOT NULL
            ), settled AS (
                INSERT INTO settlement (request_id, state, reason, attempts, attempt_limit)
                SELECT id, state, reason, made, attempt_limit
                  FROM held
                 WHERE state IS NOT NULL
            )
            SELECT id, true AS done FROM held
            UNION ALL
            SELECT id, false FROM busy
            """;

    private final Postgres postgres;

    OutcomeStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /** All in one transaction. Emits what became of each, in their order; each task may stand among them once. */
    Uni<List<Recorded>> record(List<Conclusion> conclusions) {
        return postgres.list(RECORD, parameters(conclusions), row -> Map.entry(row.getUUID("id"), row.getBoolean("done")))
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .map(done -> conclusions.stream().map(one -> recorded(done.get(one.task().id()))).toList());
    }

    private static Recorded recorded(Boolean done) {
        if (done == null) {
            return Recorded.LOST;
        }
        return done ? Recorded.DONE : Recorded.BUSY;
    }

    static Tuple parameters(List<Conclusion> conclusions) {
        return Tuple.from(List.of(
                column(conclusions, UUID[]::new, one -> one.task().id()),
                column(conclusions, UUID[]::new, one -> one.task().lease().token()),
                column(conclusions, OffsetDateTime[]::new, one -> utc(one.startedAt())),
                column(conclusions, Integer[]::new, Conclusion::durationMillis),
                column(conclusions, Integer[]::new, Conclusion::status),
                column(conclusions, String[]::new, Conclusion::error),
                column(conclusions, String[]::new, Conclusion::excerpt),
                column(conclusions, String[]::new, Conclusion::state),
                column(conclusions, String[]::new, Conclusion::reason),
                column(conclusions, Double[]::new, Conclusion::pauseSeconds),
                column(conclusions, OffsetDateTime[]::new, one -> utc(one.due()))));
    }

    private static <T> T[] column(List<Conclusion> items, IntFunction<T[]> array, Function<Conclusion, T> value) {
        return items.stream().map(value).toArray(array);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
