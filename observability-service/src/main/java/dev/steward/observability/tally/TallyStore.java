package dev.steward.observability.tally;

import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.recording.tally.Gap;
import dev.steward.kit.recording.tally.MinuteCount;
import dev.steward.kit.recording.tally.TallyReport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

@ApplicationScoped
class TallyStore {
    // One statement: whoever comes second waits for the recorder's row, and then finds the sequence there. All take the
    // rows of the
    // minutes in one order, so that no two reports wait for each other.
    private static final String APPLY = """
            WITH fresh AS (
                INSERT INTO recorder (producer, service, last_sequence)
                VALUES ($1, $2, $3)
                    ON CONFLICT (producer) DO UPDATE
                   SET last_sequence = excluded.last_sequence, last_seen_at = now()
                 WHERE recorder.last_sequence < excluded.last_sequence
                RETURNING producer
            ), counted AS (
                INSERT INTO traffic_minute (service, api, minute, method, route, status, exchanges, failed, unsampled,
                                             duration_micros, longest_micros, durations)
                SELECT $2, api, minute, method, route, status, exchanges, failed, unsampled, duration_micros, longest_micros,
                       durations::bigint[]
                  FROM unnest($4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::smallint[], $9::bigint[], $10::bigint[],
                              $11::bigint[], $12::bigint[], $13::bigint[], $14::text[])
                       AS counts (api, minute, method, route, status, exchanges, failed, unsampled, duration_micros, longest_micros,
                                  durations)
                 WHERE EXISTS (SELECT FROM fresh)
                    ON CONFLICT (api, minute, service, method, route, status) DO UPDATE
                   SET exchanges = traffic_minute.exchanges + excluded.exchanges,
                       failed = traffic_minute.failed + excluded.failed,
                       unsampled = traffic_minute.unsampled + excluded.unsampled,
                       duration_micros = traffic_minute.duration_micros + excluded.duration_micros,
                       longest_micros = greatest(traffic_minute.longest_micros, excluded.longest_micros),
                       durations = (SELECT array_agg(coalesce(one, 0) + coalesce(other, 0) ORDER BY bucket)
                                      FROM unnest(traffic_minute.durations, excluded.durations)
                                           WITH ORDINALITY AS two (one, other, bucket))
            ), told AS (
                INSERT INTO gap (service, api, lost_from, lost_until, failures, reason, exchanges)
                SELECT $2, gaps.*
                  FROM unnest($15::text[], $16::timestamptz[], $17::timestamptz[], $18::boolean[], $19::text[], $20::bigint[])
                       AS gaps
                 WHERE EXISTS (SELECT FROM fresh)
            )
            SELECT EXISTS (SELECT FROM fresh)
            """;

    private static final String FORGET = """
            WITH minutes AS (
                DELETE FROM traffic_minute WHERE minute < $1
            ), gaps AS (
                DELETE FROM gap WHERE lost_until < $1
            )
            DELETE FROM recorder WHERE last_seen_at < $1
            """;

    private static final Comparator<MinuteCount> ONE_ORDER = Comparator.comparing(MinuteCount::api)
            .thenComparing(MinuteCount::minute)
            .thenComparing(MinuteCount::method)
            .thenComparing(TallyStore::route)
            .thenComparing(TallyStore::status);

    private final Postgres postgres;

    TallyStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /** Emits false when it was applied before. */
    Uni<Boolean> apply(TallyReport report) {
        return postgres.first(APPLY, parameters(report), row -> row.getBoolean(0));
    }

    Uni<Void> forgetBefore(Instant horizon) {
        return postgres.update(FORGET, Tuple.of(utc(horizon))).replaceWithVoid();
    }

    private static Tuple parameters(TallyReport report) {
        Tuple tuple = Tuple.of(report.producer(), report.service(), report.sequence());
        Columns<MinuteCount> counts = new Columns<>(tuple, report.counts().stream().sorted(ONE_ORDER).toList());
        counts.add(String[]::new, MinuteCount::api);
        counts.add(OffsetDateTime[]::new, count -> utc(count.minute()));
        counts.add(String[]::new, MinuteCount::method);
        counts.add(String[]::new, TallyStore::route);
        counts.add(Short[]::new, TallyStore::status);
        counts.add(Long[]::new, MinuteCount::exchanges);
        counts.add(Long[]::new, MinuteCount::failed);
        counts.add(Long[]::new, MinuteCount::unsampled);
        counts.add(Long[]::new, MinuteCount::durationMicros);
        counts.add(Long[]::new, MinuteCount::longestMicros);
        counts.add(String[]::new, TallyStore::durations);
        Columns<Gap> gaps = new Columns<>(tuple, report.gaps());
        gaps.add(String[]::new, Gap::api);
        gaps.add(OffsetDateTime[]::new, gap -> utc(gap.from()));
        gaps.add(OffsetDateTime[]::new, gap -> utc(gap.until()));
        gaps.add(Boolean[]::new, Gap::failures);
        gaps.add(String[]::new, Gap::reason);
        gaps.add(Long[]::new, Gap::exchanges);
        return tuple;
    }

    private record Columns<R>(Tuple tuple, List<R> rows) {
        <T> void add(IntFunction<T[]> array, Function<R, T> value) {
            tuple.addValue(rows.stream().map(value).toArray(array));
        }
    }

    private static String route(MinuteCount count) {
        return count.route() == null ? "" : count.route();
    }

    private static Short status(MinuteCount count) {
        return count.status() == null ? 0 : count.status().shortValue();
    }

    /** As PostgreSQL writes an array. */
    private static String durations(MinuteCount count) {
        return count.durations().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
