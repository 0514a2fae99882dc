package dev.steward.maintenance.window;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.maintenance.EndPolicy;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import dev.steward.kit.maintenance.Snapshot;
import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

@ApplicationScoped
class WindowStore {
    // Every change locks the one row first: changes happen one after the other, and their numbers have no gap.
    private static final String LOCK_REVISION = """
            SELECT value
              FROM revision
               FOR UPDATE
            """;

    private static final String READ_REVISION = """
            SELECT value
              FROM revision
            """;

    private static final String OPEN_WINDOWS = """
            SELECT w.id, w.back_online_at, w.end_policy, w.message, w.version,
                   c.channel, c.starts_at, c.ended_at, c.cancelled_at
              FROM maintenance_window w
              JOIN window_channel c ON c.window_id = w.id
             WHERE w.id IN (SELECT window_id
                              FROM window_channel
                             WHERE ended_at IS NULL AND cancelled_at IS NULL)
               AND (w.end_policy = 'MANUAL' OR w.back_online_at > now())
             ORDER BY w.id, c.channel
            """;

    private static final String SAVE = """
            WITH saved AS (
                INSERT INTO maintenance_window AS w (id, back_online_at, end_policy, message)
                VALUES ($1, $2, $3, $4)
                    ON CONFLICT (id) DO UPDATE
                   SET back_online_at = excluded.back_online_at, end_policy = excluded.end_policy,
                       message = excluded.message, version = w.version + 1),
            covered AS (
                INSERT INTO window_channel (window_id, channel, starts_at, ended_at, cancelled_at)
                SELECT $1, channel, starts_at, ended_at, cancelled_at
                  FROM unnest($5::text[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[])
                       AS t (channel, starts_at, ended_at, cancelled_at)
                    ON CONFLICT (window_id, channel) DO UPDATE
                   SET starts_at = excluded.starts_at, ended_at = excluded.ended_at, cancelled_at = excluded.cancelled_at),
            counted AS (
                UPDATE revision
                   SET value = $9)
            INSERT INTO window_event (revision, window_id, action, actor, before, after)
            VALUES ($9, $1, $10, $11, $12, $13)
            """;

    private final ObjectMapper json;

    WindowStore(ObjectMapper json) {
        this.json = json;
    }

    /** Waits for its turn: nobody else changes a window until the transaction ends. */
    Uni<Snapshot> lock(Sql sql) {
        return snapshot(sql, LOCK_REVISION);
    }

    /**
     * A change between the two statements shows as a newer window under an older number, which the next reading corrects.
     */
    Uni<Snapshot> read(Sql sql) {
        return snapshot(sql, READ_REVISION);
    }

    Uni<Void> save(Sql sql, Change change, long revision, String actor) {
        MaintenanceWindow window = change.after();
        List<Coverage> channels = window.channels();
        Tuple parameters = Tuple.tuple()
                .addUUID(window.id())
                .addOffsetDateTime(utc(window.backOnlineAt()))
                .addString(window.endPolicy().name())
                .addString(window.message())
                .addArrayOfString(channels.stream().map(Coverage::channel).toArray(String[]::new))
                .addArrayOfOffsetDateTime(times(channels, Coverage::startsAt))
                .addArrayOfOffsetDateTime(times(channels, Coverage::endedAt))
                .addArrayOfOffsetDateTime(times(channels, Coverage::cancelledAt))
                .addLong(revision)
                .addString(change.action().name())
                .addString(actor)
                .addValue(document(change.before()))
                .addValue(document(window));
        return sql.query(SAVE, parameters).replaceWithVoid();
    }

    private Uni<Snapshot> snapshot(Sql sql, String revision) {
        return sql.first(revision, Tuple.tuple(), row -> row.getLong("value"))
                .chain(value -> sql.query(OPEN_WINDOWS).map(rows -> new Snapshot(value, windows(rows))));
    }

    private static List<MaintenanceWindow> windows(RowSet<Row> rows) {
        Map<UUID, MaintenanceWindow> windows = new LinkedHashMap<>();
        rows.forEach(row -> windows.merge(row.getUUID("id"), window(row), WindowStore::joined));
        return List.copyOf(windows.values());
    }

    private static MaintenanceWindow window(Row row) {
        Coverage coverage = new Coverage(row.getString("channel"), instant(row, "starts_at"), instant(row, "ended_at"),
                instant(row, "cancelled_at"));
        return new MaintenanceWindow(row.getUUID("id"), List.of(coverage), instant(row, "back_online_at"),
                EndPolicy.valueOf(row.getString("end_policy")), row.getString("message"), row.getInteger("version"));
    }

    private static MaintenanceWindow joined(MaintenanceWindow window, MaintenanceWindow more) {
        List<Coverage> channels = new ArrayList<>(window.channels());
        channels.addAll(more.channels());
        return new MaintenanceWindow(window.id(), List.copyOf(channels), window.backOnlineAt(), window.endPolicy(),
                window.message(),
                window.version());
    }

    private JsonObject document(MaintenanceWindow window) {
        try {
            return window == null ? null : new JsonObject(json.writeValueAsString(window));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OffsetDateTime[] times(List<Coverage> channels, Function<Coverage, Instant> time) {
        return channels.stream().map(time).map(WindowStore::utc).toArray(OffsetDateTime[]::new);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
