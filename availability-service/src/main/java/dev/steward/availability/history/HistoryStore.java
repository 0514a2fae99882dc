package dev.steward.availability.history;

import dev.steward.availability.history.OnlineTime.Day;
import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Online periods; whoever changes mitras writes them. */
@Singleton
class HistoryStore {
    // By the database's times and not by the ids, which the clocks of several replicas make.
    private static final String PERIODS = """
            SELECT id, started_at, ended_at, ended_by
              FROM online_period
             WHERE mitra_id = $1
               AND started_at < coalesce((SELECT started_at FROM online_period WHERE id = $2), 'infinity')
             ORDER BY started_at DESC
             LIMIT $3
            """;

    // 24 hours and not a day, which the session's time zone might lengthen.
    private static final String DAYS = """
            SELECT (d.day AT TIME ZONE 'UTC')::date AS day,
                   coalesce(sum(extract(epoch FROM least(p.ended_at, now(), d.day + interval '24 hours', $3)
                                                 - greatest(p.started_at, d.day, $2)))
                            FILTER (WHERE p.id IS NOT NULL), 0)::bigint AS seconds
              FROM generate_series(date_trunc('day', $2::timestamptz, 'UTC'), $3::timestamptz - interval '1 microsecond',
                                   interval '24 hours') AS d (day)
              LEFT JOIN online_period p
                ON p.mitra_id = $1
               AND p.started_at < least(now(), d.day + interval '24 hours', $3)
               AND coalesce(p.ended_at, now()) > greatest(d.day, $2)
             GROUP BY d.day
             ORDER BY d.day
            """;

    private static final String PRUNE = """
            DELETE FROM online_period
             WHERE id IN (SELECT id
                            FROM online_period
                           WHERE ended_at < now() - make_interval(secs => $1)
                           LIMIT 10000
                             FOR UPDATE SKIP LOCKED)
            """;

    private final Postgres postgres;

    HistoryStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /**
     * @param after
     *            those that began before this one; all where there is no such period
     */
    Uni<List<OnlinePeriod>> periods(UUID mitraId, UUID after, int limit) {
        return postgres.list(PERIODS, Tuple.of(mitraId, after, limit), OnlinePeriod::of);
    }

    Uni<List<Day>> days(UUID mitraId, Instant from, Instant to) {
        return postgres.list(DAYS, Tuple.of(mitraId, utc(from), utc(to)),
                row -> new Day(row.getLocalDate("day"), row.getLong("seconds")));
    }

    Uni<Integer> prune(Duration endedFor) {
        return postgres.update(PRUNE, Tuple.of((double) endedFor.toSeconds()));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
