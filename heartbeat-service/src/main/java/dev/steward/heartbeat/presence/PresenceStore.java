package dev.steward.heartbeat.presence;

import dev.steward.heartbeat.presence.PresenceBuffer.Seen;
import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

@Singleton
class PresenceStore {
    // The rows come sorted by session, so that two replicas that saw the same visitors do not wait for each other in a
    // ring.
    // The condition keeps the row untouched where another replica wrote a later heartbeat.
    private static final String WRITE = """
            INSERT INTO presence (session_id, customer_id, seen_at)
            SELECT session_id, customer_id, now() - age_ms * interval '1 millisecond'
              FROM unnest($1::text[], $2::text[], $3::bigint[]) AS seen (session_id, customer_id, age_ms)
                ON CONFLICT (session_id) DO UPDATE
               SET customer_id = EXCLUDED.customer_id, seen_at = EXCLUDED.seen_at
             WHERE presence.seen_at < EXCLUDED.seen_at
            """;

    private static final String COUNT = """
            SELECT count(DISTINCT CASE WHEN customer_id IS NULL THEN 's:' || session_id ELSE 'c:' || customer_id END) AS active
              FROM presence
             WHERE seen_at > now() - $1::bigint * interval '1 millisecond'
            """;

    // SKIP LOCKED: replicas prune side by side, and neither waits for a heartbeat that is being written.
    private static final String PRUNE = """
            DELETE FROM presence
             WHERE session_id IN (SELECT session_id
                                    FROM presence
                                   WHERE seen_at < now() - $1::bigint * interval '1 millisecond'
                                   LIMIT 20000
                                     FOR UPDATE SKIP LOCKED)
            """;

    private final Postgres postgres;

    PresenceStore(Postgres postgres) {
        this.postgres = postgres;
    }

    Uni<Integer> write(List<Seen> visitors, Instant now) {
        List<Seen> sorted = visitors.stream().sorted(Comparator.comparing(seen -> seen.visitor().sessionId())).toList();
        String[] sessions = sorted.stream().map(seen -> seen.visitor().sessionId()).toArray(String[]::new);
        String[] customers = sorted.stream().map(seen -> seen.visitor().customerId()).toArray(String[]::new);
        Long[] ages = sorted.stream().map(seen -> seen.age(now).toMillis()).toArray(Long[]::new);
        return postgres.update(WRITE, Tuple.of(sessions, customers, ages));
    }

    Uni<Long> countActive(Duration activeFor) {
        return postgres.first(COUNT, Tuple.of(activeFor.toMillis()), row -> row.getLong("active"));
    }

    Uni<Integer> prune(Duration activeFor) {
        return postgres.update(PRUNE, Tuple.of(2 * activeFor.toMillis()));
    }
}
