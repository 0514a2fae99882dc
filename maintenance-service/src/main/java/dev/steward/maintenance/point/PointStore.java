package dev.steward.maintenance.point;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

@Singleton
class PointStore {
    // How long it took is known only of a revision that came while the point was there. All times are the database's.
    private static final String REPORT = """
            INSERT INTO enforcement_point AS p (name, kind, revision, clock_offset_millis)
            VALUES ($1, $2, $3, $4)
                ON CONFLICT (name) DO UPDATE
               SET kind = excluded.kind, revision = excluded.revision, seen_at = now(),
                   clock_offset_millis = excluded.clock_offset_millis,
                   acknowledged_at = CASE WHEN p.revision = excluded.revision THEN p.acknowledged_at ELSE now() END,
                   took_millis = CASE WHEN p.revision = excluded.revision THEN p.took_millis
                                      ELSE (SELECT least(extract(epoch FROM now() - max(at)) * 1000, 1000000000)
                                              FROM event
                                             WHERE revision = $3 AND at > p.seen_at - interval '1 minute'
                                            HAVING count(*) > 0) END
            """;

    // One that was renamed, or scaled away, is forgotten after a day.
    private static final String FORGET = """
            DELETE FROM enforcement_point
             WHERE seen_at < now() - interval '1 day'
            """;

    private static final String LIST = """
            SELECT name, kind, revision, acknowledged_at, took_millis, seen_at, clock_offset_millis,
                   CASE WHEN seen_at < now() - make_interval(secs => $2) THEN 'silent'
                        WHEN revision < $1 THEN 'behind'
                        ELSE 'current'
                   END AS state
              FROM enforcement_point
             ORDER BY kind, name
            """;

    private final Postgres postgres;

    PointStore(Postgres postgres) {
        this.postgres = postgres;
    }

    Uni<Void> report(String name, PointReport report) {
        return postgres.query(REPORT, Tuple.of(name, report.kind(), report.revision(), report.clockOffsetMillis()))
                .replaceWithVoid();
    }

    Uni<Void> forget() {
        return postgres.query(FORGET).replaceWithVoid();
    }

    Uni<List<PointView>> list(long newest, Duration silentAfter) {
        return postgres.list(LIST, Tuple.of(newest, (double) silentAfter.toSeconds()), PointStore::point);
    }

    private static PointView point(Row row) {
        return new PointView(row.getString("name"), row.getString("kind"), PointView.State.valueOf(row.getString("state")),
                row.getLong("revision"), row.getOffsetDateTime("acknowledged_at").toInstant(), row.getInteger("took_millis"),
                row.getOffsetDateTime("seen_at").toInstant(), row.getLong("clock_offset_millis"));
    }
}
