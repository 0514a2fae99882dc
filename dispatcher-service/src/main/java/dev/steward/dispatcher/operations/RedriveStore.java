package dev.steward.dispatcher.operations;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

@Singleton
class RedriveStore {
    // Of the same key at once the second waits for the first, and then finds its row. A new expiry that is past begins
    // nothing.
    private static final String BEGIN = """
            INSERT INTO redrive AS known (id, key, asked, requested_by)
            SELECT $1::uuid, $2::text, $3::text::jsonb, $4::text
             WHERE $5::timestamptz IS NULL OR $5::timestamptz > now()
                ON CONFLICT (key) DO UPDATE
               SET id = EXCLUDED.id, asked = EXCLUDED.asked, requested_by = EXCLUDED.requested_by, requested_at = now()
             WHERE known.requested_at <= now() - interval '24 hours'
            """;

    private static final String KNOWN = """
            SELECT id, asked = $2::text::jsonb AS same, redriven, last_attempt_at
              FROM redrive
             WHERE key = $1 AND requested_at > now() - interval '24 hours'
            """;

    // Runs at once take different rows, and whoever comes later finds none: each is put back once. Destinations are locked
    // in one
    // order, and a run's attempts begin where those of the run before end, so that no number of runs floods a receiver.
    private static final String REDRIVE = """
            WITH dead AS MATERIALIZED (
                SELECT r.id, r.destination_id, r.http_timeout_seconds, r.attempt_limit, s.attempts, r.expire_at,
                       coalesce(r.expire_at <= now(), false) AS expired
                  FROM settlement s
                  JOIN request r ON r.id = s.request_id
                 WHERE s.state = $1
                   AND ($2::uuid IS NULL OR r.destination_id = $2)
                   AND ($3::text IS NULL OR split_part(r.uri, '?', 1) ILIKE $3)
                   AND ($4::timestamptz IS NULL OR s.settled_at >= $4)
                   AND ($5::timestamptz IS NULL OR s.settled_at < $5)
                   AND (r.expire_at IS NULL OR r.expire_at > now() OR $6::timestamptz > now())
                 ORDER BY s.request_id
                 LIMIT $7
                   FOR UPDATE OF s SKIP LOCKED
            ), lane AS MATERIALIZED (
                SELECT id, greatest(now(), redriven_until) AS starts_at
                  FROM destination
                 WHERE id = ANY (ARRAY(SELECT destination_id FROM dead))
                 ORDER BY id
                   FOR NO KEY UPDATE
            ), paced AS MATERIALIZED (
                SELECT dead.*, starts_at, row_number() OVER (PARTITION BY destination_id ORDER BY dead.id) AS turn
                  FROM dead
                  JOIN lane ON lane.id = destination_id
            ), moved AS (
                UPDATE destination
                   SET redriven_until = starts_at + make_interval(secs => requests / $8::float8)
                  FROM (SELECT destination_id, starts_at, count(*) AS requests FROM paced GROUP BY 1, 2) lanes
                 WHERE id = destination_id
            ), forgotten AS (
                DELETE FROM settlement
                 WHERE request_id = ANY (ARRAY(SELECT id FROM dead))
            ), renewed AS (
                UPDATE request
                   SET expire_at = $6
                 WHERE id = ANY (ARRAY(SELECT id FROM dead WHERE expired))
            ), queued AS (
                INSERT INTO task (id, destination_id, next_attempt_at, expire_at, http_timeout_seconds, attempts, attempt_limit)
                SELECT id, destination_id, starts_at + make_interval(secs => (turn - 1) / $8::float8),
                       CASE WHEN expired THEN $6 ELSE expire_at END, http_timeout_seconds, attempts, attempts + attempt_limit
                  FROM paced
                RETURNING next_attempt_at
            )
            UPDATE redrive
               SET redriven = (SELECT count(*) FROM queued), last_attempt_at = (SELECT max(next_attempt_at) FROM queued)
             WHERE id = $9
            RETURNING id, true AS same, redriven, last_attempt_at
            """;

    private final Postgres postgres;

    RedriveStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /**
     * What a run did.
     *
     * @param id
     *            of another run where the key was known
     * @param same
     *            false where that asked for something else
     */
    record Result(UUID id, boolean same, int redriven, Instant lastAttemptAt) {}

    /** Emits null where the new expiry is past, by the clock that everything about a request follows. */
    Uni<Result> redrive(Redrive run, Duration deadline) {
        return postgres.inTransaction(deadline, sql -> sql.limitStatements(deadline)
                .chain(() -> sql.update(BEGIN, Tuple.of(run.id(), run.key(), run.asked(), run.actor(),
                        utc(run.request().expireAt()))))
                .chain(begun -> begun == 1
                        ? sql.first(REDRIVE, parameters(run), RedriveStore::result)
                        : sql.first(KNOWN, Tuple.of(run.key(), run.asked()), RedriveStore::result)));
    }

    private static Tuple parameters(Redrive run) {
        var request = run.request();
        var filter = request.filter();
        Tuple parameters = Tuple.of(filter.state().name(), run.destinationId(), run.uriPattern());
        return parameters.addOffsetDateTime(utc(filter.from())).addOffsetDateTime(utc(filter.until()))
                .addOffsetDateTime(utc(request.expireAt())).addInteger(request.limit())
                .addDouble((double) run.perSecond()).addUUID(run.id());
    }

    private static Result result(Row row) {
        return new Result(row.getUUID("id"), row.getBoolean("same"), row.getInteger("redriven"),
                row.getOffsetDateTime("last_attempt_at") == null ? null : row.getOffsetDateTime("last_attempt_at").toInstant());
    }

    private static OffsetDateTime utc(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
