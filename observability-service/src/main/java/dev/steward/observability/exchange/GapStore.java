package dev.steward.observability.exchange;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

@ApplicationScoped
class GapStore {
    // A gap stands where its end does, so that it is on one page and no other. Bounds that are not asked for are infinite,
    // and not
    // left out by an OR, which would hide the index from a plan for all values.
    private static final String LIST = """
            SELECT api, service, lost_from, lost_until, failures, reason, exchanges
              FROM gap
             WHERE lost_until >= coalesce($1::timestamptz, '-infinity')
               AND lost_from < coalesce($2::timestamptz, 'infinity')
               AND lost_until > coalesce($3::timestamptz, '-infinity')
               AND lost_until <= coalesce($4::timestamptz, 'infinity')
               AND ($5::text IS NULL OR api = $5)
               AND (failures OR NOT $6)
             ORDER BY lost_until DESC, id DESC
             LIMIT 500
            """;

    private final Postgres postgres;

    GapStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Those that end in the part of time that a page covers, whatever else is asked for: nobody knows what they held.
     *
     * @param after
     *            where the page ends, or null for the last one
     * @param upTo
     *            where it begins, or null for the first one
     */
    Uni<List<Gap>> list(ExchangeFilter filter, Instant after, Instant upTo) {
        return postgres.list(LIST,
                Tuple.from(new Object[]{utc(filter.from()), utc(filter.to()), utc(after), utc(upTo), filter.api(),
                        filter.onlyFailures()}),
                GapStore::gap);
    }

    private static Gap gap(Row row) {
        return new Gap(row.getString("api"), row.getString("service"), row.getOffsetDateTime("lost_from").toInstant(),
                row.getOffsetDateTime("lost_until").toInstant(), row.getBoolean("failures"), row.getString("reason"),
                row.getLong("exchanges"));
    }

    private static OffsetDateTime utc(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
