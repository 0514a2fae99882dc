package dev.steward.availability.reading;

import dev.steward.availability.heartbeat.HeartbeatConfig;
import dev.steward.availability.reading.Candidates.Candidate;
import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The same questions to Postgres, where heartbeats lag and hence count as fresh for that much longer. */
@Singleton
class TruthReader {
    private static final String COUNT = """
            SELECT count(*) FILTER (WHERE last_heartbeat_at >= now() - make_interval(secs => $1)
                                      AND sessions < max_concurrent) AS available,
                   count(*) AS online,
                   now() AS as_of
              FROM mitra_state
             WHERE is_online
            """;

    private static final String CANDIDATES = """
            SELECT id, last_heartbeat_at
              FROM mitra_state
             WHERE is_online
               AND last_heartbeat_at >= now() - make_interval(secs => $1)
               AND sessions < max_concurrent
             ORDER BY random()
             LIMIT $2
            """;

    private static final String REACHABLE = """
            SELECT is_online AND last_heartbeat_at >= now() - make_interval(secs => $1) AS reachable
              FROM mitra
             WHERE id = $2
            """;

    private final Postgres postgres;
    private final Clock clock;
    private final double freshSeconds;

    TruthReader(Postgres postgres, Clock clock, HeartbeatConfig heartbeat) {
        this.postgres = postgres;
        this.clock = clock;
        Duration fresh = heartbeat.freshFor().plus(heartbeat.mirrorEvery());
        this.freshSeconds = fresh.toMillis() / 1000.0;
    }

    Uni<Availability> count() {
        return postgres.first(COUNT, Tuple.of(freshSeconds), TruthReader::availability);
    }

    Uni<Candidates> candidates(int limit) {
        return postgres.list(CANDIDATES, Tuple.of(freshSeconds, limit), TruthReader::candidate)
                .map(items -> new Candidates(items, clock.instant(), Source.POSTGRES));
    }

    /** Emits null when there is no such mitra. */
    Uni<Reachability> reachable(UUID id) {
        return postgres.first(REACHABLE, Tuple.of(freshSeconds, id),
                row -> new Reachability(Boolean.TRUE.equals(row.getBoolean("reachable")), Source.POSTGRES));
    }

    private static Availability availability(Row row) {
        return new Availability(row.getLong("available"), row.getLong("online"), instant(row, "as_of"), Source.POSTGRES);
    }

    private static Candidate candidate(Row row) {
        return new Candidate(row.getUUID("id"), instant(row, "last_heartbeat_at"));
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
