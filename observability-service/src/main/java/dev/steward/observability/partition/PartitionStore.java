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

    private static final String CREATE_AHEAD = """
            SELECT create_exchange_partitions($1, current_date, current_date + $2::integer)
            """;

    private final Postgres postgres;

    PartitionStore(Postgres postgres) {
        this.postgres = postgres;
    }

    Uni<Void> create(List<Partition> wanted) {
        String[] apis = wanted.stream().map(Partition::api).toArray(String[]::new);
        LocalDate[] days = wanted.stream().map(Partition::day).toArray(LocalDate[]::new);
        return postgres.query(CREATE, Tuple.of(apis, days)).replaceWithVoid();
    }

    /** Emits how many were missing. */
    Uni<Integer> createAhead(String api, int days) {
        return postgres.first(CREATE_AHEAD, Tuple.of(api, days), row -> row.getInteger(0));
    }
}
