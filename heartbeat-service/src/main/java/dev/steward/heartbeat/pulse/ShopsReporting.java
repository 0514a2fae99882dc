package dev.steward.heartbeat.pulse;

import dev.steward.heartbeat.figure.FigureSource;
import dev.steward.heartbeat.figure.Metric;
import dev.steward.heartbeat.figure.Period;
import dev.steward.heartbeat.figure.Reading;
import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;

/** How many of the registered shops send their heartbeat in time. */
@Singleton
class ShopsReporting implements FigureSource {
    private static final String COUNT = """
            SELECT now() AS as_of, count(*) FILTER (WHERE reporting) AS reporting, count(*) FILTER (WHERE NOT reporting) AS silent
              FROM (SELECT coalesce(last_heartbeat_at > now() - $1::float8 * expected_interval_seconds * interval '1 second', false)
                               AS reporting
                      FROM pulse_shop) AS shop
            """;

    private final Postgres postgres;
    private final ShopConfig config;

    ShopsReporting(Postgres postgres, ShopConfig config) {
        this.postgres = postgres;
        this.config = config;
    }

    @Override
    public Set<Metric> metrics() {
        return Set.of(Metric.SHOPS_REPORTING, Metric.SHOPS_SILENT);
    }

    @Override
    public Uni<Reading> read(Period period) {
        return postgres.first(COUNT, Tuple.of(config.silentAfterIntervals()), ShopsReporting::reading);
    }

    private static Reading reading(Row row) {
        Map<Metric, Object> values = Map.of(
                Metric.SHOPS_REPORTING, row.getLong("reporting"),
                Metric.SHOPS_SILENT, row.getLong("silent"));
        return Reading.fresh(values, row.getOffsetDateTime("as_of").toInstant());
    }
}
