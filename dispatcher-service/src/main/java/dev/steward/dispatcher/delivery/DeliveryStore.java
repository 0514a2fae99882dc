package dev.steward.dispatcher.delivery;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

@Singleton
class DeliveryStore {
    // Destination first, so that a dead host's million overdue tasks cost no more than one. The least busy destination goes
    // first and each takes turns, so that no host starves another. Two workers never hold one task: whoever locks the
    // destination asks anew what is in flight there (see in_flight), and each task is locked and looked at again.
    // Of what this replica has free one destination gets a third at most, in the order of the claim: so some silent hosts
    // never fill it, and there is a place for whoever comes next.
    // Every LATERAL has its bound, so that no statistics can talk the planner into reading a whole table.
    private static final String CLAIM = """
            WITH lane AS MATERIALIZED (
                SELECT d.id, coalesce(d.concurrency, $4) AS concurrency, coalesce(mine.tasks, 0) AS mine
                  FROM destination d
                  LEFT JOIN unnest($6::uuid[], $7::integer[]) AS mine (id, tasks) ON mine.id = d.id
                 CROSS JOIN LATERAL (SELECT min(next_attempt_at) AS since
                                       FROM task
                                      WHERE destination_id = d.id AND next_attempt_at <= now()) due
                 CROSS JOIN LATERAL (SELECT count(*) AS tasks
                                       FROM task
                                      WHERE destination_id = d.id AND lease_token IS NOT NULL
                                        AND next_attempt_at > now()) leased
                 WHERE due.since IS NOT NULL AND NOT d.paused AND leased.tasks < coalesce(d.concurrency, $4)
                   AND coalesce(mine.tasks, 0) < greatest(1, $5::integer / 3)
                 ORDER BY leased.tasks, due.since
                 LIMIT $1
                   FOR NO KEY UPDATE OF d SKIP LOCKED
            ), locked AS MATERIALIZED (
                SELECT id, concurrency, mine, in_flight(id) AS busy FROM lane
            ), queued AS MATERIALIZED (
                SELECT due.id, mine + turn AS would_hold,
                       row_number() OVER (ORDER BY busy + turn, next_attempt_at) AS place
                  FROM locked
                 CROSS JOIN LATERAL (SELECT id, next_attempt_at, row_number() OVER (ORDER BY next_attempt_at) AS turn
                                       FROM (SELECT id, next_attempt_at
                                               FROM task
                                              WHERE destination_id = locked.id AND next_attempt_at <= now()
                                              ORDER BY next_attempt_at
                                              LIMIT greatest(0, least($1, locked.concurrency - locked.busy))) oldest) due
            ), candidate AS MATERIALIZED (
                SELECT id
                  FROM queued
                 WHERE would_hold <= greatest(1, ($5 - place + 1) / 3)
                 ORDER BY place
                 LIMIT $1
            ), held AS MATERIALIZED (
                SELECT free.id, free.next_attempt_at AS due
                  FROM candidate
                 CROSS JOIN LATERAL (SELECT id, next_attempt_at
                                       FROM task
                                      WHERE id = candidate.id AND next_attempt_at <= now()
                                        FOR UPDATE SKIP LOCKED) free
            ), leased AS (
                UPDATE task
                   SET lease_token = $2, next_attempt_at = now() + make_interval(secs => http_timeout_seconds + $3::float8)
                 WHERE id = ANY (ARRAY(SELECT id FROM held))
                RETURNING id, expire_at, http_timeout_seconds, attempts, attempt_limit
            )
            SELECT leased.id, method, uri, body, headers::text, success_code, stop_codes, created_at, leased.expire_at, attempts,
                   leased.attempt_limit, interval_seconds, leased.http_timeout_seconds,
                   concat_ws('-', trace_id, trace_parent) AS trace, due, now() AS granted_at
              FROM held
              JOIN leased USING (id)
             CROSS JOIN LATERAL (SELECT * FROM request WHERE request.id = leased.id LIMIT 1) asked
             ORDER BY due
            """;

    // Negative: something is overdue. A leased task counts from the end of its lease.
    private static final String SECONDS_UNTIL_NEXT_DUE = """
            SELECT extract(epoch FROM min(next.at) - clock_timestamp()) AS seconds
              FROM destination d
             CROSS JOIN LATERAL (SELECT min(next_attempt_at) AS at FROM task WHERE destination_id = d.id) next
             WHERE NOT d.paused
            """;

    private static final String END = """
            WITH ended AS (
                DELETE FROM task
                 WHERE id = $1 AND lease_token = $2
                RETURNING id, attempts + 1 AS attempts, attempt_limit
            ), attempted AS (
                INSERT INTO attempt (request_id, number, started_at, duration_ms, status, error, response_excerpt)
                SELECT id, attempts, $3, $4, $5, $6, $7 FROM ended
            )
            INSERT INTO settlement (request_id, state, reason, attempts, attempt_limit)
            SELECT id, $8, $9, attempts, attempt_limit FROM ended
            """;

    private static final String END_UNSENT = """
            WITH ended AS (
                DELETE FROM task
                 WHERE id = $1 AND lease_token = $2
                RETURNING id, attempts, attempt_limit
            )
            INSERT INTO settlement (request_id, state, reason, attempts, attempt_limit)
            SELECT id, $3, $4, attempts, attempt_limit FROM ended
            """;

    private static final String RETRY = """
            WITH waiting AS (
                UPDATE task
                   SET lease_token = NULL, attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $8)
                 WHERE id = $1 AND lease_token = $2
                RETURNING id, attempts
            )
            INSERT INTO attempt (request_id, number, started_at, duration_ms, status, error, response_excerpt)
            SELECT id, attempts, $3, $4, $5, $6, $7 FROM waiting
            """;

    private static final String HAND_BACK = """
            UPDATE task
               SET lease_token = NULL, next_attempt_at = $3
             WHERE id = $1 AND lease_token = $2
            """;

    private final Postgres postgres;
    private final DeliveryConfig config;

    DeliveryStore(Postgres postgres, DeliveryConfig config) {
        this.postgres = postgres;
        this.config = config;
    }

    /** Leases what is due and there is room for. */
    Uni<List<Task>> claim(Room room) {
        UUID token = UUID.randomUUID();
        long asked = System.nanoTime();
        return postgres.list(CLAIM,
                Tuple.from(List.of(room.limit(), token, config.leaseMargin().toMillis() / 1000.0,
                        config.destinationConcurrency(), room.free(), room.destinations(), room.tasks())),
                row -> TaskRow.task(row, token, asked, config.leaseMargin()));
    }

    /** Zero or less where something is overdue; null where nothing waits at all. */
    Uni<Duration> untilNextDue() {
        return postgres.first(SECONDS_UNTIL_NEXT_DUE, Tuple.tuple(), row -> duration(row.getBigDecimal("seconds")));
    }

    /** Emits false, and has changed nothing, where the lease was lost. */
    Uni<Boolean> record(Task task, Attempt attempt, Decision decision) {
        Tuple lease = Tuple.of(task.id(), task.lease().token());
        return switch (decision) {
            case Decision.Ended ended when attempt.outcome() instanceof Outcome.Unsent ->
                change(END_UNSENT, lease.addString(ended.state().name()).addString(ended.reason()));
            case Decision.Ended ended ->
                change(END, withAttempt(lease, attempt).addString(ended.state().name()).addString(ended.reason()));
            case Decision.Retry retry ->
                change(RETRY, withAttempt(lease, attempt).addDouble((double) retry.after().toSeconds()));
            case Decision.HandBack handBack -> change(HAND_BACK, lease.addOffsetDateTime(utc(task.due())));
        };
    }

    private Uni<Boolean> change(String sql, Tuple parameters) {
        return postgres.update(sql, parameters).map(rows -> rows == 1);
    }

    private static Tuple withAttempt(Tuple lease, Attempt attempt) {
        Tuple started = lease.addOffsetDateTime(utc(attempt.startedAt())).addInteger((int) attempt.took().toMillis());
        return switch (attempt.outcome()) {
            case Outcome.Answered(int status, String excerpt) -> started.addInteger(status).addString(null).addString(excerpt);
            case Outcome.Unanswered(String error) -> started.addInteger(null).addString(error).addString(null);
            case Outcome.Unsendable(String reason) -> started.addInteger(null).addString(reason).addString(null);
            case Outcome.Unsent() -> throw new IllegalArgumentException("What was not sent is no attempt");
        };
    }

    private static Duration duration(BigDecimal seconds) {
        return seconds == null ? null : Duration.ofMillis(seconds.movePointRight(3).longValue());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
