package dev.steward.maintenance.event;

import dev.steward.kit.postgres.Postgres;
import dev.steward.maintenance.event.EventPage.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

@Singleton
class EventStore {
    private static final String AFTER = """
            SELECT revision, min(at) AS at, min(actor) AS actor,
                   json_agg(json_build_object('action', action, 'windowId', window_id, 'linkId', link_id) ORDER BY seq) AS steps
              FROM event
             WHERE revision > $1
             GROUP BY revision
             ORDER BY revision
             LIMIT 200
            """;

    private static final String LIST = """
            SELECT revision, seq, at, actor, action, window_id, link_id, before, after
              FROM event
             WHERE (revision, seq) < ($1, $2)
               AND ($3::uuid IS NULL OR window_id = $3)
             ORDER BY revision DESC, seq DESC
             LIMIT $4
            """;

    private final Postgres postgres;

    EventStore(Postgres postgres) {
        this.postgres = postgres;
    }

    Uni<List<Revision>> after(long revision) {
        return postgres.list(AFTER, Tuple.of(revision), EventStore::revision);
    }

    /**
     * @param window
     *            null: of all windows
     */
    Uni<List<EventView>> list(Position before, UUID window, int limit) {
        return postgres.list(LIST, Tuple.of(before.revision(), before.seq(), window, limit), EventStore::event);
    }

    private static Revision revision(Row row) {
        JsonArray steps = row.getJsonArray("steps");
        return new Revision(row.getLong("revision"), row.getOffsetDateTime("at").toInstant(), row.getString("actor"),
                steps.stream().map(JsonObject.class::cast).map(EventStore::step).toList());
    }

    private static Revision.Step step(JsonObject step) {
        return new Revision.Step(step.getString("action"), id(step.getString("windowId")), id(step.getString("linkId")));
    }

    private static UUID id(String text) {
        return text == null ? null : UUID.fromString(text);
    }

    private static EventView event(Row row) {
        JsonObject before = row.getJsonObject("before");
        JsonObject after = row.getJsonObject("after");
        return new EventView(row.getLong("revision"), row.getInteger("seq"), row.getOffsetDateTime("at").toInstant(),
                row.getString("actor"), row.getString("action"), row.getUUID("window_id"), row.getUUID("link_id"),
                before == null ? null : before.getMap(), after == null ? null : after.getMap());
    }
}
