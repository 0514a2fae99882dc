package dev.steward.dispatcher.request;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

@Singleton
class RequestStore {
    // One statement for one request or a thousand. A key in use drops its request; the insert waits for a rival that holds
    // the
    // key and has not committed yet, so exactly one of any number wins. Sorted, so that rivals wait in one order.
    // Whether it has expired and how many attempts it has is reckoned here, by the clock that everything about it follows.
    private static final String SUBMIT = """
            WITH item AS (
                SELECT *
                  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                              $8::integer[], $9::text[], $10::integer[], $11::integer[], $12::integer[],
                              $13::timestamptz[], $14::text[], $15::text[], $16::text[], $17::text[])
                       AS item (id, destination_id, origin, method, uri, body, headers,
                                success_code, stop_codes, attempt_limit, interval_seconds, http_timeout_seconds,
                                expire_at, traceparent, key, fingerprint, backoff)
                 WHERE expire_at IS NULL OR expire_at > now()
            ), keyed AS (
                INSERT INTO idempotency_key AS known (key, request_id, fingerprint)
                SELECT key, id, decode(fingerprint, 'hex') FROM item WHERE key IS NOT NULL ORDER BY key
                    ON CONFLICT (key) DO UPDATE
                       SET request_id = EXCLUDED.request_id, fingerprint = EXCLUDED.fingerprint, created_at = now()
                     WHERE known.created_at <= now() - interval '24 hours'
                RETURNING request_id
            ), accepted AS (
                SELECT * FROM item WHERE key IS NULL OR id IN (SELECT request_id FROM keyed)
            ), introduced AS (
                INSERT INTO destination (id, origin)
                SELECT DISTINCT destination_id, origin FROM accepted ORDER BY destination_id
                    ON CONFLICT DO NOTHING
            ), stored AS (
                INSERT INTO request (id, destination_id, method, uri, body, headers, success_code, stop_codes,
                                     attempt_limit, interval_seconds, backoff, http_timeout_seconds, expire_at, trace_id,
                                     trace_parent)
                SELECT id, destination_id, method, uri, body, headers::jsonb, success_code, stop_codes::integer[],
                       CASE WHEN attempt_limit IS NOT NULL THEN attempt_limit
                            WHEN expire_at IS NULL THEN 1440
                            ELSE least(greatest(1, ceil(extract(epoch FROM expire_at - now()) / interval_seconds)), 1000000)
                       END,
                       interval_seconds, backoff, http_timeout_seconds, expire_at, substr(traceparent, 4, 32),
                       substr(traceparent, 37)
                  FROM accepted
                RETURNING id, destination_id, created_at, expire_at, http_timeout_seconds, attempt_limit
            ), queued AS (
                INSERT INTO task (id, destination_id, next_attempt_at, expire_at, http_timeout_seconds, attempt_limit)
                SELECT id, destination_id, created_at, expire_at, http_timeout_seconds, attempt_limit FROM stored
            )
            SELECT id, created_at FROM stored
            """;

    private static final String FIND_KEYS = """
            SELECT key, encode(fingerprint, 'hex') AS fingerprint, request_id, request.created_at
              FROM idempotency_key
              JOIN request ON request.id = request_id
             WHERE key = ANY ($1)
            """;

    private final Postgres postgres;

    RequestStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Emits those that are durable now, with the time of their creation; the others have expired, or their keys are in use.
     */
    Uni<Map<UUID, Instant>> submit(List<Submission> submissions) {
        return postgres.list(SUBMIT, parameters(submissions), Function.identity())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.getUUID("id"), RequestStore::createdAt)));
    }

    Uni<Map<String, KnownKey>> findKeys(Collection<String> keys) {
        return postgres.list(FIND_KEYS, Tuple.of(keys.toArray(String[]::new)), Function.identity())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.getString("key"), RequestStore::knownKey)));
    }

    /** What a key stands for. */
    record KnownKey(String fingerprint, UUID requestId, Instant createdAt) {}

    private static Tuple parameters(List<Submission> submissions) {
        return Tuple.from(List.of(
                column(submissions, UUID[]::new, Submission::id),
                column(submissions, UUID[]::new, item -> item.request().target().destinationId()),
                column(submissions, String[]::new, item -> item.request().target().origin()),
                column(submissions, String[]::new, item -> item.request().method()),
                column(submissions, String[]::new, item -> item.request().target().uri().toString()),
                column(submissions, String[]::new, item -> item.request().content()),
                column(submissions, String[]::new, item -> new JsonObject(Map.copyOf(item.request().headers())).encode()),
                column(submissions, Integer[]::new, item -> item.request().successCode()),
                column(submissions, String[]::new, item -> arrayLiteral(item.request().stopCodes())),
                column(submissions, Integer[]::new, item -> item.request().attemptLimit()),
                column(submissions, Integer[]::new, item -> item.request().intervalSeconds()),
                column(submissions, Integer[]::new, item -> item.request().httpTimeoutSeconds()),
                column(submissions, OffsetDateTime[]::new, item -> utc(item.request().expireAt())),
                column(submissions, String[]::new, Submission::traceparent),
                column(submissions, String[]::new, Submission::key),
                column(submissions, String[]::new, Submission::fingerprint),
                column(submissions, String[]::new, item -> item.request().backoff().wireName())));
    }

    private static <T> T[] column(List<Submission> items, IntFunction<T[]> array, Function<Submission, T> value) {
        return items.stream().map(value).toArray(array);
    }

    private static String arrayLiteral(List<Integer> codes) {
        return codes.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant createdAt(Row row) {
        return row.getOffsetDateTime("created_at").toInstant();
    }

    private static KnownKey knownKey(Row row) {
        return new KnownKey(row.getString("fingerprint"), row.getUUID("request_id"), createdAt(row));
    }
}
