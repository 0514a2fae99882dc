package dev.steward.observability.tally;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

@ApplicationScoped
class SummaryStore {
    private static final String SUMS = """
            SELECT api,
                   coalesce(total.exchanges, 0) AS exchanges, coalesce(total.failed, 0) AS failed,
                   coalesce(total.unsampled, 0) AS unsampled, coalesce(total.duration_micros, 0) AS duration_micros,
                   coalesce(total.longest_micros, 0) AS longest_micros, coalesce(missing.exchanges, 0) AS lost,
                   coalesce(spread.durations, '{}') AS durations
              FROM unnest($1::text[]) AS api
              CROSS JOIN LATERAL (
                    SELECT sum(m.exchanges)::bigint AS exchanges, sum(m.failed)::bigint AS failed,
                           sum(m.unsampled)::bigint AS unsampled, sum(m.duration_micros)::bigint AS duration_micros,
                           max(m.longest_micros) AS longest_micros
                      FROM traffic_minute m
                     WHERE m.api = api.api AND m.minute >= $2 AND m.minute < $3) AS total
              CROSS JOIN LATERAL (
                    SELECT array_agg(added.exchanges ORDER BY added.bucket) AS durations
                      FROM (SELECT bucket, sum(counted)::bigint AS exchanges
                              FROM traffic_minute m, unnest(m.durations) WITH ORDINALITY AS buckets (counted, bucket)
                             WHERE m.api = api.api AND m.minute >= $2 AND m.minute < $3
                             GROUP BY bucket) AS added) AS spread
              CROSS JOIN LATERAL (
                    SELECT sum(g.exchanges)::bigint AS exchanges
                      FROM gap g
                     WHERE g.api = api.api AND g.lost_until >= $2 AND g.lost_until < $3) AS missing
            """;

    private final Postgres postgres;

    /**
     * @param durations
     *            how many in each bucket
     */
    record Sums(String api, long exchanges, long failed, long unsampled, long durationMicros, long longestMicros, long lost,
            long[] durations) {
        static final Sums NONE = new Sums(null, 0, 0, 0, 0, 0, 0, new long[0]);
    }

    SummaryStore(Postgres postgres) {
        this.postgres = postgres;
    }

    Uni<Map<String, Sums>> sums(List<String> apis, Instant from, Instant to) {
        Tuple parameters = Tuple.of(apis.toArray(String[]::new), from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC));
        return postgres.list(SUMS, parameters, SummaryStore::sums)
                .map(all -> all.stream().collect(Collectors.toMap(Sums::api, sums -> sums)));
    }

    private static Sums sums(Row row) {
        return new Sums(row.getString("api"), row.getLong("exchanges"), row.getLong("failed"), row.getLong("unsampled"),
                row.getLong("duration_micros"), row.getLong("longest_micros"), row.getLong("lost"),
                Arrays.stream(row.getArrayOfLongs("durations")).mapToLong(Long::longValue).toArray());
    }
}
