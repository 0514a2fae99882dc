package dev.steward.dispatcher.retention;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

@Singleton
class RetentionStore {
    // Whoever puts one of them back holds its row, and keeps it. Idempotency keys have lost their meaning long before.
    private static final String FORGET_REQUESTS = """
            WITH old AS MATERIALIZED (
                SELECT request_id
                  FROM settlement
                 WHERE settled_at < $1
                 ORDER BY settled_at
                 LIMIT $2
                   FOR UPDATE SKIP LOCKED
            ), forgotten AS (
                DELETE FROM request
                 WHERE id = ANY (ARRAY(SELECT request_id FROM old))
            )
            DELETE FROM settlement
             WHERE request_id = ANY (ARRAY(SELECT request_id FROM old))
            """;

    private static final String FORGET_RUNS = """
            DELETE FROM redrive
             WHERE id = ANY (ARRAY(SELECT id
                                     FROM redrive
                                    WHERE requested_at < $1
                                    ORDER BY requested_at
                                    LIMIT $2
                                      FOR UPDATE SKIP LOCKED))
            """;

    private static final String DAYS_BEFORE = """
            SELECT day, coalesce(bytes, 0) AS bytes
              FROM attempt_partition
             WHERE day < $1
             ORDER BY day
            """;

    private static final String DROP_DAY = "SELECT dropped, kept FROM drop_attempt_partition($1, $2)";

    private static final String FORGET_STRAYS = "SELECT forget_stray_attempts($1, $2) AS forgotten";

    private final Postgres postgres;

    RetentionStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /** A day's attempts, as they are stored. */
    record Day(LocalDate date, long bytes) {}

    /**
     * What became of a day.
     *
     * @param kept
     *            how many attempts belong to requests that are still visible
     */
    record Fate(boolean dropped, int kept) {}

    /** Forgets requests that ended before; emits how many. */
    Uni<Integer> forgetRequests(LocalDate keptFrom, int limit) {
        return postgres.update(FORGET_REQUESTS, Tuple.of(start(keptFrom), limit));
    }

    /** Forgets who put what back before; emits how many. */
    Uni<Integer> forgetRuns(LocalDate keptFrom, int limit) {
        return postgres.update(FORGET_RUNS, Tuple.of(start(keptFrom), limit));
    }

    Uni<List<Day>> daysBefore(LocalDate keptFrom) {
        return postgres.list(DAYS_BEFORE, Tuple.of(keptFrom), row -> new Day(row.getLocalDate("day"), row.getLong("bytes")));
    }

    Uni<Fate> drop(Day day, int mostKept, Duration deadline) {
        return postgres.inTransaction(deadline, sql -> sql.limitStatements(deadline)
                .chain(() -> sql.first(DROP_DAY, Tuple.of(day.date(), mostKept),
                        row -> new Fate(row.getBoolean("dropped"), row.getInteger("kept")))));
    }

    /** Forgets attempts without a request that lie in no day's partition; emits how many. */
    Uni<Integer> forgetStrays(LocalDate keptFrom, int limit) {
        return postgres.first(FORGET_STRAYS, Tuple.of(start(keptFrom), limit), row -> row.getInteger("forgotten"));
    }

    private static OffsetDateTime start(LocalDate day) {
        return day.atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
