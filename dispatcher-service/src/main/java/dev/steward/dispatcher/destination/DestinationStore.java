package dev.steward.dispatcher.destination;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

@Singleton
class DestinationStore {
    private static final String SHOWN = """
            SELECT d.id, d.origin, d.paused, d.concurrency, d.created_at, waiting.pending, waiting.in_flight, waiting.age
              FROM destination d
             CROSS JOIN LATERAL (
                SELECT count(*) AS pending,
                       count(*) FILTER (WHERE lease_token IS NOT NULL AND next_attempt_at > now()) AS in_flight,
                       coalesce(greatest(0, extract(epoch FROM now() - min(next_attempt_at))), 0)::double precision AS age
                  FROM task
                 WHERE destination_id = d.id) waiting
            """;

    // Within the page, as what waits is counted for each.
    private static final String PAGE = SHOWN + """
             WHERE d.id = ANY (ARRAY(SELECT id
                                       FROM destination
                                      WHERE id < $1 AND ($3::text IS NULL OR origin ILIKE $3)
                                      ORDER BY id DESC
                                      LIMIT $2))
             ORDER BY d.id DESC
            """;

    private static final String FIND = SHOWN + " WHERE d.id = $1";

    private static final String CHANGE = """
            WITH before AS MATERIALIZED (
                SELECT id, paused, concurrency FROM destination WHERE id = $1 FOR NO KEY UPDATE
            )
            UPDATE destination d
               SET paused = coalesce($2, before.paused),
                   concurrency = CASE WHEN $3 THEN $4::integer ELSE before.concurrency END
              FROM before
             WHERE d.id = before.id
            RETURNING d.origin, before.paused AS was_paused, before.concurrency AS old_concurrency, d.paused, d.concurrency
            """;

    private final Postgres postgres;

    DestinationStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /**
     * How a destination was and is.
     *
     * @param concurrency
     *            may be null
     */
    record Setting(boolean paused, Integer concurrency) {}

    record Changed(String origin, Setting before, Setting after) {}

    Uni<List<DestinationView>> page(UUID before, int limit, String originPattern, int concurrency) {
        return postgres.list(PAGE, Tuple.of(before, limit, originPattern), row -> view(row, concurrency));
    }

    /** Emits null when there is no such destination. */
    Uni<DestinationView> find(UUID id, int concurrency) {
        return postgres.first(FIND, Tuple.of(id), row -> view(row, concurrency));
    }

    /** Emits null when there is no such destination. */
    Uni<Changed> change(UUID id, DestinationChange change) {
        return postgres.first(CHANGE, Tuple.of(id, change.paused(), change.changesConcurrency(), change.concurrency()),
                row -> new Changed(row.getString("origin"),
                        new Setting(row.getBoolean("was_paused"), row.getInteger("old_concurrency")),
                        new Setting(row.getBoolean("paused"), row.getInteger("concurrency"))));
    }

    private static DestinationView view(Row row, int concurrency) {
        Integer own = row.getInteger("concurrency");
        return new DestinationView(row.getUUID("id"), row.getString("origin"), row.getBoolean("paused"), own,
                own == null ? concurrency : own, row.getLong("pending"), row.getLong("in_flight"), row.getDouble("age"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
