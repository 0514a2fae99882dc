package dev.steward.heartbeat.event;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

@Singleton
class EventStore {
    // One statement, so that an event is stored if and only if it is counted: the key decides who of two senders of the
    // same id
    // was first, and only rows that went in are counted. Everything is written in the order of its key, so that two batches
    // with the same events never wait for each other in a ring.
    private static final String ADD = """
            WITH given AS (
                SELECT *
                  FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])
                           AS item (id, type, kind, subject, occurred_at, data)
            ), stored AS (
                INSERT INTO event (source, id, type, kind, occurred_at, data)
                SELECT $1, id, type, kind, least(occurred_at, now()), data::json
                  FROM given
                 ORDER BY id
                    ON CONFLICT (source, id) DO NOTHING
                RETURNING id, type, kind, occurred_at
            ), counted AS (
                INSERT INTO event_minute AS known (minute, type, kind, events)
                SELECT date_trunc('minute', occurred_at), type, kind, count(*)
                  FROM stored
                 GROUP BY 1, 2, 3
                 ORDER BY 1, 2, 3
                    ON CONFLICT (minute, type, kind) DO UPDATE
                   SET events = known.events + EXCLUDED.events
            ), told AS (
                INSERT INTO article AS known (source, article_id, created, validated)
                SELECT $1, given.subject, count(*) FILTER (WHERE stored.type = 'article.created'),
                       count(*) FILTER (WHERE stored.type = 'article.validated')
                  FROM stored
                  JOIN given USING (id)
                 WHERE stored.type IN ('article.created', 'article.validated')
                 GROUP BY given.subject
                 ORDER BY given.subject
                    ON CONFLICT (source, article_id) DO UPDATE
                   SET created = known.created + EXCLUDED.created, validated = known.validated + EXCLUDED.validated,
                       changed_at = now()
            )
            SELECT id FROM stored
            """;

    // Whole minutes come from the counters, the part of a minute at the beginning from the events themselves.
    private static final String COUNT = """
            SELECT type, kind, sum(events)::bigint AS events
              FROM (SELECT type, kind, events
                      FROM event_minute
                     WHERE minute >= $2
                     UNION ALL
                    SELECT type, kind, 1
                      FROM event
                     WHERE occurred_at >= $1 AND occurred_at < $2) AS counted
             GROUP BY type, kind
            """;

    private static final String COUNT_UNVALIDATED = """
            SELECT coalesce(sum(CASE WHEN article_id = '' THEN greatest(created - validated, 0) ELSE 1 END), 0)::bigint AS articles
              FROM article
             WHERE created > 0 AND (validated = 0 OR article_id = '')
            """;

    // SKIP LOCKED: replicas prune side by side.
    private static final String PRUNE_EVENTS = """
            DELETE FROM event
             WHERE ctid IN (SELECT ctid
                              FROM event
                             WHERE occurred_at < now() - $1::bigint * interval '1 millisecond'
                             LIMIT 10000
                               FOR UPDATE SKIP LOCKED)
            """;

    private static final String PRUNE_COUNTERS = """
            DELETE FROM event_minute
             WHERE ctid IN (SELECT ctid
                              FROM event_minute
                             WHERE minute < now() - $1::bigint * interval '1 millisecond'
                             LIMIT 10000
                               FOR UPDATE SKIP LOCKED)
            """;

    private final Postgres postgres;

    EventStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Emits the ids of those that were not known.
     *
     * @param events
     *            no two with the same id
     */
    Uni<Set<String>> add(String source, List<Event> events) {
        List<Event> sorted = events.stream().sorted(Comparator.comparing(Event::id)).toList();
        Tuple parameters = Tuple.tuple()
                .addString(source)
                .addArrayOfString(column(sorted, Event::id))
                .addArrayOfString(column(sorted, Event::type))
                .addArrayOfString(column(sorted, Event::kind))
                .addArrayOfString(column(sorted, Event::subject))
                .addArrayOfOffsetDateTime(sorted.stream().map(event -> utc(event.occurredAt())).toArray(OffsetDateTime[]::new))
                .addArrayOfString(column(sorted, Event::data));
        return postgres.list(ADD, parameters, row -> row.getString("id")).map(HashSet::new);
    }

    Uni<List<Count>> countSince(Instant from) {
        Instant minute = from.truncatedTo(ChronoUnit.MINUTES);
        Instant firstWholeMinute = minute.equals(from) ? from : minute.plus(1, ChronoUnit.MINUTES);
        return postgres.list(COUNT, Tuple.of(utc(from), utc(firstWholeMinute)), EventStore::count);
    }

    Uni<Long> countUnvalidatedArticles() {
        return postgres.first(COUNT_UNVALIDATED, Tuple.tuple(), row -> row.getLong("articles"));
    }

    Uni<Integer> pruneEvents(Duration olderThan) {
        return postgres.update(PRUNE_EVENTS, Tuple.of(olderThan.toMillis()));
    }

    Uni<Integer> pruneCounters(Duration olderThan) {
        return postgres.update(PRUNE_COUNTERS, Tuple.of(olderThan.toMillis()));
    }

    private static String[] column(List<Event> events, Function<Event, String> member) {
        return events.stream().map(member).toArray(String[]::new);
    }

    private static Count count(Row row) {
        return new Count(row.getString("type"), row.getString("kind"), row.getLong("events"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
