package dev.steward.maintenance.window;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

@ApplicationScoped
class WindowStore {
    private static final String FIND = """
            SELECT document::text
              FROM window_document
             WHERE id = $1
            """;

    private static final String LIST = """
            SELECT document::text
              FROM window_document d
             WHERE id < $1
               AND ($2::text IS NULL OR EXISTS (SELECT
                                                  FROM window_channel
                                                 WHERE window_id = d.id AND channel = $2))
               AND ($3::text IS NULL OR $3 = (
                       SELECT CASE WHEN bool_or(c.cancelled_at IS NULL AND c.starts_at <= $4
                                                AND (c.ended_at IS NULL OR c.ended_at > $4)
                                                AND (w.end_policy = 'MANUAL' OR w.back_online_at > $4)) THEN 'ACTIVE'
                                   WHEN bool_or(c.cancelled_at IS NULL AND c.starts_at > $4) THEN 'SCHEDULED'
                                   WHEN bool_or(c.cancelled_at IS NULL) THEN 'ENDED'
                                   ELSE 'CANCELLED'
                              END
                         FROM window_channel c
                         JOIN maintenance_window w ON w.id = c.window_id
                        WHERE c.window_id = d.id))
             ORDER BY id DESC
             LIMIT $5
            """;

    // A scheduled window may lose channels; of one that has started none is ever taken away.
    private static final String SAVE = """
            WITH saved AS (
                INSERT INTO maintenance_window AS w (id, back_online_at, end_policy, message)
                VALUES ($1, $2, $3, $4)
                    ON CONFLICT (id) DO UPDATE
                   SET back_online_at = excluded.back_online_at, end_policy = excluded.end_policy,
                       message = excluded.message, version = w.version + 1),
            gone AS (
                DELETE FROM window_channel
                 WHERE window_id = $1 AND channel <> ALL ($5::text[]))
            INSERT INTO window_channel (window_id, channel, starts_at, ended_at, cancelled_at)
            SELECT $1, channel, starts_at, ended_at, cancelled_at
              FROM unnest($5::text[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[])
                   AS t (channel, starts_at, ended_at, cancelled_at)
                ON CONFLICT (window_id, channel) DO UPDATE
               SET starts_at = excluded.starts_at, ended_at = excluded.ended_at, cancelled_at = excluded.cancelled_at
            """;

    private final ObjectMapper json;

    WindowStore(ObjectMapper json) {
        this.json = json;
    }

    /** Emits null when there is no such window. */
    Uni<MaintenanceWindow> find(Sql sql, UUID id) {
        return sql.first(FIND, Tuple.of(id), this::window);
    }

    /**
     * @param channel
     *            null: any; likewise {@code state}, which is the one at {@code now}
     * @return the newest first, older ones than {@code before}
     */
    Uni<List<MaintenanceWindow>> list(Sql sql, UUID before, String channel, WindowState state, Instant now, int limit) {
        return sql.list(LIST, Tuple.of(before, channel, state == null ? null : state.name(), utc(now), limit), this::window);
    }

    Uni<Void> save(Sql sql, MaintenanceWindow window) {
        List<Coverage> channels = window.channels();
        return sql.query(SAVE, Tuple.tuple()
                .addUUID(window.id())
                .addOffsetDateTime(utc(window.backOnlineAt()))
                .addString(window.endPolicy().name())
                .addString(window.message())
                .addArrayOfString(channels.stream().map(Coverage::channel).toArray(String[]::new))
                .addArrayOfOffsetDateTime(times(channels, Coverage::startsAt))
                .addArrayOfOffsetDateTime(times(channels, Coverage::endedAt))
                .addArrayOfOffsetDateTime(times(channels, Coverage::cancelledAt)))
                .replaceWithVoid();
    }

    /** As an event holds it; null for none. */
    JsonObject document(MaintenanceWindow window) {
        try {
            return window == null ? null : new JsonObject(json.writeValueAsString(window));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private MaintenanceWindow window(Row row) {
        try {
            return json.readValue(row.getString("document"), MaintenanceWindow.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is stored is no window", e);
        }
    }

    private static OffsetDateTime[] times(List<Coverage> channels, Function<Coverage, Instant> time) {
        return channels.stream().map(time).map(WindowStore::utc).toArray(OffsetDateTime[]::new);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
