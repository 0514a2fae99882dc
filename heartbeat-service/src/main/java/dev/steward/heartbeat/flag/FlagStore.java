package dev.steward.heartbeat.flag;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/** Leases on the database's clock: whoever renews and whoever reads need not agree about the time. */
@Singleton
class FlagStore {
    private static final String RENEW = """
            INSERT INTO flag (name, renewed_at, running_until)
            VALUES ($1, now(), now() + $2::int * interval '1 second')
                ON CONFLICT (name) DO UPDATE
               SET renewed_at = EXCLUDED.renewed_at, running_until = EXCLUDED.running_until
            RETURNING name, running_until > now() AS running, running_until
            """;

    private static final String LIST = """
            SELECT name, running_until > now() AS running, running_until
              FROM flag
            """;

    private final Postgres postgres;

    FlagStore(Postgres postgres) {
        this.postgres = postgres;
    }

    Uni<FlagState> renew(Flag flag, FlagLease lease) {
        return postgres.first(RENEW, Tuple.of(flag.wireName(), lease.seconds()), FlagStore::state);
    }

    Uni<List<FlagState>> list() {
        return postgres.list(LIST, Tuple.tuple(), FlagStore::state);
    }

    private static FlagState state(Row row) {
        return new FlagState(row.getString("name"), row.getBoolean("running"),
                row.getOffsetDateTime("running_until").toInstant());
    }
}
