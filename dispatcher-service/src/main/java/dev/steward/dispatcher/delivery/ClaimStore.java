package dev.steward.dispatcher.delivery;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

@Singleton
class ClaimStore {
    // Destination first, so that a dead host's million overdue tasks cost no more than one. The least busy destination goes
    // first and each takes turns, so that no host starves another. Two workers never hold one task: whoever locks the
    // destination asks anew what is in flight there (see in_flight), and each task is locked and looked at again.
    // Of what this replica has free one destination gets a third at most, in the order of the claim: so some silent hosts
    // never fill it, and there is a place for whoever comes next.
    // Every LATERAL has its bound, so that no statistics can talk the planner into reading a whole table. A destination's
    // tasks are read from where the last claim found the oldest (see Heads), as before it may lie any number of dead
    // entries
    // that no vacuum may take away yet. One more is read than may be claimed: it says where the next claim begins.
    // The last row says, without a task, when the next is due: at once, or within the time that the worker would sleep.
    static final String CLAIM = """
            WITH lane AS MATERIALIZED (
                SELECT d.id, coalesce(d.concurrency, $4) AS concurrency, coalesce(mine.tasks, 0) AS mine,
                       coalesce(head.since, '-infinity') AS since, due.at
                  FROM destination d
                  LEFT JOIN unnest($6::uuid[], $7::integer[]) AS mine (id, tasks) ON mine.id = d.id
                  LEFT JOIN unnest($8::uuid[], $9::timestamptz[]) AS head (id, since) ON head.id = d.id
                  LEFT JOIN LATERAL (SELECT next_attempt_at AS at
                                       FROM task
                                      WHERE destination_id = d.id AND next_attempt_at <= now()
                                        AND next_attempt_at >= coalesce(head.since, '-infinity')
                                      ORDER BY next_attempt_at
                                      LIMIT 1) due ON true
                 WHERE NOT d.paused AND (due.at IS NOT NULL OR head.id IS NOT NULL)
            ), open AS MATERIALIZED (
                SELECT lane.*
                  FROM lane
                 CROSS JOIN LATERAL (SELECT count(*) AS tasks
                                       FROM task
                                      WHERE destination_id = lane.id AND lease_token IS NOT NULL
                                        AND next_attempt_at > now()) leased
                 WHERE lane.at IS NOT NULL AND leased.tasks < concurrency AND mine < greatest(1, $5::integer / 3)
                 ORDER BY leased.tasks, lane.at
            ), locked AS MATERIALIZED (
                SELECT open.*
                  FROM open
                 CROSS JOIN LATERAL (SELECT FROM destination WHERE id = open.id FOR NO KEY UPDATE SKIP LOCKED) free
                 LIMIT $1
            ), asked AS MATERIALIZED (
                SELECT *, in_flight(id) AS busy FROM locked
            ), queued AS MATERIALIZED (
                SELECT due.*, asked.id AS lane, mine + turn AS would_hold, busy + turn AS would_be_busy,
                       turn <= least($1, concurrency - busy) AS may_go
                  FROM asked
                 CROSS JOIN LATERAL (SELECT id, next_attempt_at AS at, row_number() OVER (ORDER BY next_attempt_at) AS turn
                                       FROM (SELECT id, next_attempt_at
                                               FROM task
                                              WHERE destination_id = asked.id AND next_attempt_at <= now()
                                                AND next_attempt_at >= asked.since
                                              ORDER BY next_attempt_at
                                              LIMIT greatest(0, least($1, concurrency - busy)) + 1) oldest) due
            ), candidate AS MATERIALIZED (
                SELECT id
                  FROM (SELECT id, would_hold, row_number() OVER (ORDER BY would_be_busy, at) AS place
                          FROM queued
                         WHERE may_go) placed
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
                RETURNING id, destination_id, expire_at, http_timeout_seconds, attempts, attempt_limit
            ), remaining AS MATERIALIZED (
                SELECT lane AS id, min(at) AS at
                  FROM queued
                 WHERE id NOT IN (SELECT id FROM leased)
                 GROUP BY lane
            ), read AS (
                SELECT lane.id, least(remaining.at, now() - interval '5 seconds') AS head
                  FROM lane
                  LEFT JOIN asked ON asked.id = lane.id
                  LEFT JOIN remaining ON remaining.id = lane.id
                 WHERE lane.at IS NULL OR asked.id IS NOT NULL
            ), overdue AS MATERIALIZED (
                SELECT EXISTS (SELECT FROM remaining)
                       OR EXISTS (SELECT FROM lane WHERE at IS NOT NULL AND id NOT IN (SELECT id FROM asked)) AS is_left
            ), next AS (
                SELECT min(soon.at) AS at
                  FROM destination d
                 CROSS JOIN LATERAL (SELECT next_attempt_at AS at
                                       FROM task
                                      WHERE destination_id = d.id AND next_attempt_at > now()
                                        AND next_attempt_at <= now() + make_interval(secs => $10::float8)
                                      ORDER BY next_attempt_at
                                      LIMIT 1) soon
                 WHERE NOT d.paused AND NOT (SELECT is_left FROM overdue)
            )
            SELECT task.*, now() AS granted_at, said.lane, said.head, said.wait
              FROM (SELECT leased.id, destination_id, method, uri, body, headers::text, success_code, stop_codes, created_at,
                           leased.expire_at, attempts, leased.attempt_limit, interval_seconds, backoff,
                           leased.http_timeout_seconds,
                           concat_ws('-', trace_id, trace_parent) AS trace, due
                      FROM held
                      JOIN leased USING (id)
                     CROSS JOIN LATERAL (SELECT method, uri, body, headers, success_code, stop_codes, created_at,
                                                interval_seconds, backoff, trace_id, trace_parent
                                           FROM request
                                          WHERE request.id = leased.id
                                          LIMIT 1) asked_for) task
              FULL JOIN (SELECT id AS lane, head, NULL::float8 AS wait FROM read
                         UNION ALL
                         SELECT NULL, NULL, CASE WHEN is_left THEN 0
                                                 ELSE extract(epoch FROM next.at - clock_timestamp()) END
                           FROM overdue CROSS JOIN next) said ON false
             ORDER BY task.due
            """;

    private final Postgres postgres;
    private final DeliveryConfig config;

    ClaimStore(Postgres postgres, DeliveryConfig config) {
        this.postgres = postgres;
        this.config = config;
    }

    /** Leases what is due and there is room for. */
    Uni<Claim> claim(Room room) {
        UUID token = UUID.randomUUID();
        long asked = System.nanoTime();
        return postgres.list(CLAIM, parameters(room, token), row -> ClaimRow.of(row, token, asked, config.leaseMargin()))
                .map(Claim::of);
    }

    Tuple parameters(Room room, UUID token) {
        return Tuple.from(List.of(room.limit(), token, seconds(config.leaseMargin()), config.destinationConcurrency(),
                room.free(), room.holders(), room.holdings(), room.headed(), room.heads(), seconds(config.poll())));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
