package dev.steward.observability.partition;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;

@ApplicationScoped
class PartitionStore {
    private static final String CREATE = """
            SELECT sum(create_exchange_partitions(api, day, day))
              FROM unnest($1::text[], $2::date[]) AS wanted (api, day)
            """;

    private final Postgres postgres;

    PartitionStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /** Emits how many were missing. */
    Uni<Long> create(List<Partition> wanted) {
        String[] apis = wanted.stream().map(Partition::api).toArray(String[]::new);
        LocalDate[] days = wanted.stream().map(Partition::day).toArray(LocalDate[]::new);
        return postgres.first(CREATE, Tuple.of(apis, days), row -> row.getLong(0));
    }
}
