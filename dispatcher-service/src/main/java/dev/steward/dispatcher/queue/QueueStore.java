package dev.steward.dispatcher.queue;

import dev.steward.dispatcher.RequestState;
import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

@Singleton
class QueueStore {
    // The oldest of each destination is the first entry of its part of the index.
    private static final String DEPTH = """
            SELECT (SELECT count(*) FROM task) AS pending,
                   (SELECT count(*) FROM task WHERE lease_token IS NOT NULL AND next_attempt_at > now()) AS in_flight,
                   (SELECT greatest(0, extract(epoch FROM now() - min(oldest.at)))
                      FROM destination d
                     CROSS JOIN LATERAL (SELECT min(next_attempt_at) AS at FROM task WHERE destination_id = d.id) oldest
                   )::double precision AS age
            """;

    private static final String SETTLED = """
            SELECT state, count(*) AS requests
              FROM settlement
             WHERE $1::text IS NULL OR state = $1
             GROUP BY state
            """;

    private final Postgres postgres;

    QueueStore(Postgres postgres) {
        this.postgres = postgres;
    }

    Uni<Depth> depth() {
        return postgres.first(DEPTH, Tuple.tuple(), row -> new Depth(row.getLong("pending"), row.getLong("in_flight"),
                row.getDouble("age") == null ? 0 : row.getDouble("age")));
    }

    /** How many ended in each state, 0 where none did. */
    Uni<Map<RequestState, Long>> settled() {
        return counts(null);
    }

    Uni<Long> failed() {
        return counts(RequestState.FAILED).map(counts -> counts.get(RequestState.FAILED));
    }

    private Uni<Map<RequestState, Long>> counts(RequestState only) {
        return postgres.list(SETTLED, Tuple.of(only == null ? null : only.name()),
                row -> Map.entry(RequestState.valueOf(row.getString("state")), row.getLong("requests")))
                .map(QueueStore::complete);
    }

    private static Map<RequestState, Long> complete(List<Map.Entry<RequestState, Long>> counts) {
        var all = new EnumMap<RequestState, Long>(RequestState.class);
        for (RequestState state : RequestState.values()) {
            all.put(state, 0L);
        }
        counts.forEach(count -> all.put(count.getKey(), count.getValue()));
        return all;
    }
}
