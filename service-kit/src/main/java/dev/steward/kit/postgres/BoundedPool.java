package dev.steward.kit.postgres;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.Utils;
import io.vertx.sqlclient.spi.ConnectionFactory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The framework's pool, except that nothing waits in it for ever: not a caller, and not the making of a connection; and
 * that it keeps longer statements prepared too.
 */
@Singleton
@IfBuildProperty(name = "quarkus.datasource.db-kind", stringValue = "postgresql")
public class BoundedPool implements PgPoolCreator {
    /** The client's is 2048, which a statement that does all in one exceeds; it was parsed and planned at every call. */
    private static final int LONGEST_PREPARED_STATEMENT = 16 * 1024;

    private final PostgresConfig config;

    public BoundedPool(PostgresConfig config) {
        this.config = config;
    }

    /**
     * Deprecated, as its successor in Vert.x 5 has another form; the builder of this version offers nothing in its place.
     */
    @SuppressWarnings("deprecation")
    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList()
                .forEach(server -> server.setPreparedStatementCacheSqlLimit(LONGEST_PREPARED_STATEMENT));
        Supplier<Future<PgConnectOptions>> servers = Utils.roundRobinSupplier(input.pgConnectOptionsList());
        Pool pool = PgDriver.INSTANCE.createPool(input.vertx(), servers, input.poolOptions()
                .setConnectionTimeout(Math.toIntExact(config.deadline().toMillis()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS));
        ConnectionFactory factory = PgDriver.INSTANCE.createConnectionFactory(input.vertx(), servers);
        return pool.connectionProvider(context -> within(config.connectDeadline(), factory.connect(context)));
    }

    private static Future<SqlConnection> within(Duration deadline, Future<SqlConnection> connecting) {
        Future<SqlConnection> inTime = connecting.timeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
        connecting.onSuccess(connection -> closeIf(inTime.failed(), connection));
        return inTime;
    }

    private static void closeIf(boolean late, SqlConnection connection) {
        if (late) {
            connection.close();
        }
    }
}
