package dev.steward.dispatcher.operations;

import dev.steward.dispatcher.Redaction;
import dev.steward.dispatcher.RequestState;
import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

@Singleton
class OperationsStore {
    private static final String COLUMNS = """
            SELECT r.id, coalesce(s.state, 'PENDING') AS state, r.method, r.uri, d.origin, r.success_code, r.stop_codes,
                   coalesce(t.attempts, s.attempts) AS attempts, coalesce(t.attempt_limit, s.attempt_limit) AS attempt_limit,
                   r.interval_seconds, r.http_timeout_seconds, r.created_at, r.expire_at, t.next_attempt_at,
                   t.lease_token IS NOT NULL AND t.next_attempt_at > now() AS in_flight, s.settled_at, s.reason, r.trace_id
            """;

    private static final String ANY = """
              FROM request r
              JOIN destination d ON d.id = r.destination_id
              LEFT JOIN task t ON t.id = r.id
              LEFT JOIN settlement s ON s.request_id = r.id
            """;

    // Each list walks the index that holds its state and nothing else, so that a dead letter among a million delivered
    // requests is as near as any.
    private static final String PENDING = """
              FROM task t
              JOIN request r ON r.id = t.id
              JOIN destination d ON d.id = r.destination_id
              LEFT JOIN settlement s ON false
            """;

    private static final String SETTLED = """
              FROM settlement s
              JOIN request r ON r.id = s.request_id
              JOIN destination d ON d.id = r.destination_id
              LEFT JOIN task t ON false
            """;

    private static final String PAGE = """
             WHERE %1$s < $1
               AND ($3::uuid IS NULL OR r.destination_id = $3)
               AND ($4::text IS NULL OR split_part(r.uri, '?', 1) ILIKE $4)
               %2$s
             ORDER BY %1$s DESC
             LIMIT $2
            """;

    private static final String LIST_ANY = COLUMNS + ANY + PAGE.formatted("r.id", "");
    private static final String LIST_PENDING = COLUMNS + PENDING + PAGE.formatted("t.id", "");
    private static final String LIST_SETTLED = COLUMNS + SETTLED + PAGE.formatted("s.request_id", "AND s.state = $5");
    private static final String FIND = COLUMNS + ANY + " WHERE r.id = $1";

    private static final String ATTEMPTS = """
            SELECT number, started_at, duration_ms, status, error, response_excerpt
              FROM attempt
             WHERE request_id = $1
             ORDER BY number DESC
             LIMIT $2
            """;

    // As many attempts again as it had first. The numbers go on, so that each names one attempt for ever.
    private static final String REVIVE = """
            WITH revived AS (
                DELETE FROM settlement s
                 USING request r
                 WHERE s.request_id = $1 AND r.id = s.request_id
                   AND s.state <> 'DELIVERED' AND (r.expire_at IS NULL OR r.expire_at > now())
                RETURNING r.id, r.destination_id, r.expire_at, r.http_timeout_seconds, s.attempts, r.attempt_limit
            )
            INSERT INTO task (id, destination_id, next_attempt_at, expire_at, http_timeout_seconds, attempts, attempt_limit)
            SELECT id, destination_id, now(), expire_at, http_timeout_seconds, attempts, attempts + attempt_limit
              FROM revived
            """;

    private static final String HURRY = """
            UPDATE task
               SET next_attempt_at = now()
             WHERE id = $1 AND lease_token IS NULL
            """;

    // Also while an attempt is under way, whose outcome then finds no task to write to.
    private static final String CANCEL = """
            WITH ended AS (
                DELETE FROM task
                 WHERE id = $1
                RETURNING id, attempts, attempt_limit
            )
            INSERT INTO settlement (request_id, state, reason, attempts, attempt_limit)
            SELECT id, 'CANCELLED', $2, attempts, attempt_limit FROM ended
            """;

    private static final int MOST_ATTEMPTS = 1500;

    private final Postgres postgres;

    OperationsStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /** Newest first. */
    Uni<List<RequestView>> list(Filter filter, UUID olderThan, int limit) {
        Tuple parameters = Tuple.of(olderThan, limit, filter.destinationId(), filter.uriPattern());
        if (filter.state() == null) {
            return postgres.list(LIST_ANY, parameters, OperationsStore::view);
        }
        return filter.state() == RequestState.PENDING
                ? postgres.list(LIST_PENDING, parameters, OperationsStore::view)
                : postgres.list(LIST_SETTLED, parameters.addString(filter.state().name()), OperationsStore::view);
    }

    /** Emits null when there is no such request. */
    Uni<RequestView> find(UUID id) {
        return postgres.first(FIND, Tuple.of(id), OperationsStore::view);
    }

    /** In their order; of very many the last. */
    Uni<List<AttemptView>> attempts(UUID id) {
        return postgres.list(ATTEMPTS, Tuple.of(id, MOST_ATTEMPTS), OperationsStore::attempt).map(List::reversed);
    }

    /** Emits false unless it had ended, undelivered, and has not expired. */
    Uni<Boolean> revive(UUID id) {
        return postgres.update(REVIVE, Tuple.of(id)).map(rows -> rows == 1);
    }

    /** Emits false unless it waits. */
    Uni<Boolean> hurry(UUID id) {
        return postgres.update(HURRY, Tuple.of(id)).map(rows -> rows == 1);
    }

    /** Emits false unless it is pending. */
    Uni<Boolean> cancel(UUID id, String reason) {
        return postgres.update(CANCEL, Tuple.of(id, reason)).map(rows -> rows == 1);
    }

    private static RequestView view(Row row) {
        boolean inFlight = Boolean.TRUE.equals(row.getBoolean("in_flight"));
        return new RequestView(
                row.getUUID("id"),
                RequestState.valueOf(row.getString("state")),
                row.getString("method"),
                Redaction.uri(row.getString("uri")),
                row.getString("origin"),
                row.getInteger("success_code"),
                List.of(row.getArrayOfIntegers("stop_codes")),
                row.getInteger("attempts"),
                row.getInteger("attempt_limit"),
                row.getInteger("interval_seconds"),
                row.getInteger("http_timeout_seconds"),
                instant(row, "created_at"),
                instant(row, "expire_at"),
                inFlight,
                inFlight ? null : instant(row, "next_attempt_at"),
                instant(row, "settled_at"),
                row.getString("reason"),
                row.getString("trace_id"),
                null);
    }

    private static AttemptView attempt(Row row) {
        return new AttemptView(row.getInteger("number"), instant(row, "started_at"), row.getInteger("duration_ms"),
                row.getInteger("status"), row.getString("error"), row.getString("response_excerpt"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
