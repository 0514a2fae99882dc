package dev.steward.observability.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class RetentionStore {
    // The size of a table that is being dropped meanwhile is null.
    private static final String STORED_DAYS = """
            SELECT api, day, coalesce(bytes, 0) AS bytes
              FROM exchange_partition
             ORDER BY day, api
            """;

    // The unique day lets one replica in, once.
    private static final String BEGIN = """
            INSERT INTO retention_run (id, scheduled_for, requested_by, dry_run)
            VALUES ($1, $2, $3, $4)
                ON CONFLICT (scheduled_for) DO NOTHING
            """;

    private static final String UNFINISHED = """
            SELECT id
              FROM retention_run
             WHERE scheduled_for = $1 AND finished_at IS NULL
            """;

    private static final String COUNT = """
            SELECT count(*)
              FROM exchange
             WHERE api = $1 AND started_at >= $2 AND started_at < $3
            """;

    // What vacuum and analyze counted last.
    private static final String ESTIMATE = """
            SELECT greatest(0, reltuples)::bigint
              FROM pg_class
             WHERE oid = to_regclass(format('%I', format('exchange_%s_%s', $1::text, to_char($2::date, 'YYYYMMDD'))))
            """;

    // It takes turns with other runs by a lock, before which the transaction must not have touched the table: two that have
    // counted there would wait for each other.
    private static final String DROP = "SELECT drop_exchange_partition($1, $2)";

    private static final String NOTE = """
            INSERT INTO retention_drop (run_id, api, day, rows, bytes)
            VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (run_id, api, day) DO UPDATE
               SET rows = retention_drop.rows + EXCLUDED.rows, bytes = retention_drop.bytes + EXCLUDED.bytes
            """;

    private static final String FINISH = """
            UPDATE retention_run
               SET finished_at = now()
             WHERE id = $1
            """;

    private static final String RUNS = """
            SELECT id, scheduled_for, requested_by, dry_run, started_at, finished_at,
                   (SELECT json_agg(json_build_object('api', api, 'day', day, 'rows', rows, 'bytes', bytes) ORDER BY day, api)
                      FROM retention_drop
                     WHERE run_id = id)::text AS dropped
              FROM retention_run
             WHERE $1::uuid IS NULL OR id = $1
             ORDER BY started_at DESC
             LIMIT $2
            """;

    private static final TypeReference<List<RetentionRun.Dropped>> DROPPED = new TypeReference<>() {
    };

    private final Postgres postgres;
    private final RetentionConfig config;
    private final ObjectMapper json;

    RetentionStore(Postgres postgres, RetentionConfig config, ObjectMapper json) {
        this.postgres = postgres;
        this.config = config;
        this.json = json;
    }

    Uni<List<StoredDay>> storedDays() {
        return postgres.list(STORED_DAYS, Tuple.tuple(),
                row -> new StoredDay(row.getString("api"), row.getLocalDate("day"), row.getLong("bytes")));
    }

    /** Emits whether it is ours: of a scheduled run there is one. */
    Uni<Boolean> begin(UUID id, LocalDate scheduledFor, String requestedBy, boolean dryRun) {
        return postgres.update(BEGIN, Tuple.of(id, scheduledFor, requestedBy, dryRun)).map(rows -> rows == 1);
    }

    /** Emits null when there is none. */
    Uni<UUID> unfinished(LocalDate scheduledFor) {
        return postgres.first(UNFINISHED, Tuple.of(scheduledFor), row -> row.getUUID("id"));
    }

    /** How many there are; about, where counting them takes too long. */
    Uni<Long> rows(StoredDay day) {
        return postgres
                .inTransaction(config.deadline(), sql -> sql.limitStatements(config.countWithin()).chain(() -> count(sql, day)))
                .onFailure().recoverWithUni(() -> estimate(day));
    }

    /** Drops and notes it, or neither. */
    Uni<Void> drop(UUID run, StoredDay day, long rows) {
        return postgres.inTransaction(config.deadline(), sql -> sql.limitStatements(config.deadline())
                .chain(() -> sql.first(DROP, Tuple.of(day.api(), day.day()), row -> row.getBoolean(0)))
                .chain(dropped -> dropped ? note(sql, run, day, rows) : Uni.createFrom().voidItem()));
    }

    Uni<Void> note(UUID run, StoredDay day, long rows) {
        return note(postgres, run, day, rows);
    }

    Uni<Void> finish(UUID run) {
        return postgres.update(FINISH, Tuple.of(run)).replaceWithVoid();
    }

    Uni<RetentionRun> run(UUID id) {
        return postgres.first(RUNS, Tuple.of(id, 1), this::run);
    }

    Uni<List<RetentionRun>> runs(int latest) {
        return postgres.list(RUNS, Tuple.of(null, latest), this::run);
    }

    /** Zero where nobody has ever counted. */
    private Uni<Long> estimate(StoredDay day) {
        return postgres.first(ESTIMATE, Tuple.of(day.api(), day.day()), row -> row.getLong(0))
                .onItem().ifNull().continueWith(0L);
    }

    private static Uni<Long> count(Sql sql, StoredDay day) {
        OffsetDateTime from = day.day().atStartOfDay().atOffset(ZoneOffset.UTC);
        return sql.first(COUNT, Tuple.of(day.api(), from, from.plusDays(1)), row -> row.getLong(0));
    }

    private static Uni<Void> note(Sql sql, UUID run, StoredDay day, long rows) {
        return sql.update(NOTE, Tuple.of(run, day.api(), day.day(), rows, day.bytes())).replaceWithVoid();
    }

    private RetentionRun run(Row row) {
        return new RetentionRun(row.getUUID("id"), row.getLocalDate("scheduled_for"), row.getString("requested_by"),
                row.getBoolean("dry_run"), instant(row, "started_at"), instant(row, "finished_at"), dropped(row));
    }

    private List<RetentionRun.Dropped> dropped(Row row) {
        try {
            String text = row.getString("dropped");
            return text == null ? List.of() : json.readValue(text, DROPPED);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
