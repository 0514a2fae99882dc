package dev.steward.kit.postgres;

import static dev.steward.kit.faults.StoreCalls.answered;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a transaction that is late, fails, or is never begun. */
@QuarkusTest
@WithStores("dispatcher")
class TransactionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int POOL = 4;

    @InjectStores
    Stores stores;

    @Inject
    Postgres postgres;

    @BeforeEach
    void prepare() throws SQLException {
        administer("CREATE TABLE IF NOT EXISTS dispatcher.kit_probe (id int PRIMARY KEY, text text)");
        administer("GRANT ALL ON dispatcher.kit_probe TO steward_dispatcher");
        administer("TRUNCATE dispatcher.kit_probe");
        awaitService();
    }

    @Test
    void rollsBackWhatIsLate() throws SQLException {
        Uni<Object> late = postgres.inTransaction(sql -> insert(sql, 1)
                .chain(() -> Uni.createFrom().<Object>nothing()));
        assertUnavailable(late);
        await().atMost(PATIENCE).until(() -> rows() == 0 && idleInTransaction() == 0);
        assertEquals(100, answeredOf(100), "the connection did not go back with an open transaction");
        assertEquals(0, rows());
    }

    @Test
    void rollsBackWhatPostgresIsLateWith() throws SQLException {
        assertUnavailable(postgres.inTransaction(sql -> insert(sql, 1).chain(() -> sql.query("SELECT pg_sleep(4)"))));
        assertEquals(100, answeredOf(100));
        await().atMost(PATIENCE).until(() -> busy() == 0);
        assertEquals(0, rows());
    }

    @Test
    void rollsBackWhenTheWorkFailsOrThrows() throws SQLException {
        assertThrows(IllegalStateException.class, () -> result(postgres.inTransaction(sql -> insert(sql, 1)
                .chain(() -> Uni.createFrom().failure(new IllegalStateException())))));
        assertThrows(IllegalStateException.class, () -> result(postgres.inTransaction(sql -> {
            throw new IllegalStateException();
        })));
        assertInstanceOf(PgException.class, assertThrows(RuntimeException.class,
                () -> result(postgres.inTransaction(sql -> insert(sql, 1).chain(() -> insert(sql, 1))))));
        assertEquals(0, rows());
        assertEquals(100, answeredOf(100));
    }

    @Test
    void commitsWhatIsInTime() throws SQLException {
        assertEquals("done",
                result(postgres.inTransaction(sql -> insert(sql, 1).chain(() -> insert(sql, 2)).replaceWith("done"))));
        assertEquals(2, rows());
    }

    @Test
    void neverRunsAStatementThatNobodyWaitsForAnyMore() throws Exception {
        var holding = Multi.createFrom().range(0, POOL)
                .onItem()
                .transformToUni(i -> postgres.inTransaction(Duration.ofSeconds(3), sql -> sql.query("SELECT pg_sleep(2)")))
                .merge(POOL).collect().asList().subscribeAsCompletionStage();
        await().atMost(PATIENCE).until(() -> busy() == POOL);
        assertUnavailable(insert(postgres, 7));
        holding.get(10, SECONDS);
        awaitService();
        assertEquals(0, rows(), "it waited for a connection in vain, and is not made up for");
    }

    private static Uni<Integer> insert(Sql sql, int id) {
        return sql.update("INSERT INTO kit_probe (id) VALUES ($1)", Tuple.of(id));
    }

    private long answeredOf(int calls) {
        return answered(calls, () -> postgres.query("SELECT 1")).orTimeout(20, SECONDS).join();
    }

    private void awaitService() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> result(postgres.query("SELECT 1")) != null);
    }

    private static <T> T result(Uni<T> call) {
        return call.await().atMost(PATIENCE);
    }

    private static void assertUnavailable(Uni<?> call) {
        ProblemException problem = assertThrows(ProblemException.class, () -> result(call));
        assertEquals(KitError.STORE_UNAVAILABLE, problem.code());
    }

    private int rows() throws SQLException {
        return count("SELECT count(*) FROM dispatcher.kit_probe");
    }

    private int idleInTransaction() throws SQLException {
        return sessions("state LIKE 'idle in transaction%'");
    }

    private int busy() throws SQLException {
        return sessions("state = 'active'");
    }

    private int sessions(String condition) throws SQLException {
        return count("SELECT count(*) FROM pg_stat_activity WHERE usename = 'steward_dispatcher' AND " + condition);
    }

    private int count(String sql) throws SQLException {
        try (Connection connection = stores.connect(); var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void administer(String sql) throws SQLException {
        try (Connection connection = stores.connect(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
