package dev.steward.kit.postgres;

import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * PostgreSQL with a deadline. A server that is out of reach, too slow or full fails the Uni with
 * {@code STORE_UNAVAILABLE} (503, Retry-After); every other database error passes as it is.
 * Exists where {@code quarkus.datasource.db-kind=postgresql}.
 */
@Singleton
@IfBuildProperty(name = "quarkus.datasource.db-kind", stringValue = "postgresql")
public class Postgres implements Sql {
    private final Pool pool;
    private final PostgresConfig config;

    public Postgres(Pool pool, PostgresConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @Override
    public Uni<RowSet<Row>> query(String sql, Tuple parameters) {
        return guarded(new Statements(pool).query(sql, parameters));
    }

    @Override
    public Uni<RowSet<Row>> batch(String sql, List<Tuple> parameters) {
        return guarded(new Statements(pool).batch(sql, parameters));
    }

    /** Commits when the work's Uni emits, rolls back when it fails. The deadline covers the whole transaction. */
    public <T> Uni<T> inTransaction(Function<Sql, Uni<T>> work) {
        return inTransaction(config.deadline(), work);
    }

    /** For a job, whose transaction may take longer than a request's; each statement still has the role's timeout. */
    public <T> Uni<T> inTransaction(Duration deadline, Function<Sql, Uni<T>> work) {
        return guarded(deadline, pool.withTransaction(connection -> work.apply(new Statements(connection))));
    }

    private <T> Uni<T> guarded(Uni<T> work) {
        return guarded(config.deadline(), work);
    }

    private <T> Uni<T> guarded(Duration deadline, Uni<T> work) {
        return work
                .ifNoItem().after(deadline).fail()
                .onFailure(Unavailability::causedBy).transform(cause -> Unavailability.problem(cause, config.retryAfter()));
    }

    private record Statements(SqlClient client) implements Sql {
        @Override
        public Uni<RowSet<Row>> query(String sql, Tuple parameters) {
            return client.preparedQuery(sql).execute(parameters);
        }

        @Override
        public Uni<RowSet<Row>> batch(String sql, List<Tuple> parameters) {
            return client.preparedQuery(sql).executeBatch(parameters);
        }
    }
}
