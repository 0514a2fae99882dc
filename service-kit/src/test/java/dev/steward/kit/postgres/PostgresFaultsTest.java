package dev.steward.kit.postgres;

import static dev.steward.kit.faults.StoreCalls.answered;
import static dev.steward.kit.faults.StoreCalls.assertEndsOnTheContextOnWhichItBegan;
import static dev.steward.kit.faults.StoreCalls.millisOf;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.faults.Outage;
import dev.steward.kit.http.RawHttp;
import dev.steward.kit.http.RawRequest;
import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithStores(value = "dispatcher", faults = true)
class PostgresFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int POOL = 4;
    private static final int VOLUME = 8;

    @InjectStores
    Stores stores;

    @Inject
    Postgres postgres;

    @Inject
    @Readiness
    PostgresHealth health;

    @Inject
    Vertx vertx;

    @TestHTTPResource
    URI service;

    @BeforeEach
    void awaitService() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> result(postgres.query("SELECT 1")) != null);
    }

    @ParameterizedTest
    @EnumSource
    void answers503WithinTheDeadlineThenAtOnceAndRecoversByItself(Outage outage) {
        outage.begin(stores.postgresFaults());

        assertEquals(0, answeredOf(30), "each ended, by its deadline of 1 s or at once");
        await().atMost(PATIENCE).until(() -> millisOf(this::failingRead) < 50);

        stores.postgresFaults().heal();
        awaitService();
        assertEquals(100, answeredOf(100));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertTrue(connections() <= POOL, "%d connections".formatted(connections())));
    }

    @ParameterizedTest
    @EnumSource(names = {"PAUSED", "STALLED"})
    void isNotBuriedUnderCallsDuringAnOutage(Outage outage) throws Exception {
        outage.begin(stores.postgresFaults());
        CompletableFuture<Long> answered = answered(5_000, () -> postgres.query("SELECT 1"));
        assertEquals(200, RawHttp.send(service.getPort(), RawRequest.get("/probe")).status(), "no event loop is blocked");
        assertEquals(0, answered.get(20, SECONDS));
        stores.postgresFaults().heal();
        awaitService();
        assertEquals(500, answeredOf(500));
    }

    @Test
    void replacesDeadConnectionsBeforeAnybodyGetsOne() {
        assertEquals(50, answeredOf(50), "the pool is full");
        stores.postgresFaults().restart();
        assertEquals(50, answeredOf(50), "and none of its connections is a dead one");
    }

    @Test
    void takesATextWithNulForTheClientsMistake() {
        ProblemException problem = assertThrows(ProblemException.class,
                () -> result(postgres.query("SELECT $1::text", Tuple.of("a\0b"))));
        assertEquals(KitError.VALIDATION_FAILED, problem.code());
    }

    @Test
    void keepsLongStatementsPreparedToo() {
        String statement = "SELECT 4711 AS " + "a".repeat(60) + " ".repeat(4000) + "-- the end";
        String kept = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT 4711%'";
        Long prepared = result(postgres.inTransaction(sql -> sql.query(statement)
                .chain(() -> sql.query(statement))
                .chain(() -> sql.first(kept, Tuple.tuple(), row -> row.getLong(0)))));
        assertEquals(1, prepared);
    }

    @Test
    void passesWhatPostgresRefuses() {
        for (int i = 0; i < 20; i++) {
            assertInstanceOf(PgException.class,
                    assertThrows(RuntimeException.class, () -> result(postgres.query("SELECT nonsense"))));
        }
        assertEquals(1, answeredOf(1), "a refusal is an answer: the breaker stays closed");
    }

    @Test
    void takesSlowStatementsForNoOutage() {
        for (int searches = 0; searches < 3 * VOLUME; searches += POOL) {
            long took = millisOf(this::fillPoolWithSlowStatements);
            assertTrue(took >= 900, "each had the deadline of 1 s, and was not refused at once: " + took);
        }
        assertEquals(50, answeredOf(50));
    }

    @ParameterizedTest
    @ValueSource(strings = {"55P03", "40P01", "40001"})
    void answers503ForALockThatIsNotGranted(String sqlState) {
        for (int i = 0; i < 2 * VOLUME; i++) {
            assertUnavailable(postgres.query("DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '" + sqlState + "'; END $$"));
        }
        assertEquals(1, answeredOf(1), "the server itself is well, and the breaker stays closed");
    }

    @ParameterizedTest
    @EnumSource(names = {"PAUSED", "STALLED"})
    void tellsItsHealthSoonAlsoOfASilentServer(Outage outage) {
        outage.begin(stores.postgresFaults());
        assertTrue(millisOf(() -> result(health.call())) < 1000, "400 ms, more on a busy machine");
        assertEquals("degraded", result(health.call()).getData().orElseThrow().get("state"));
    }

    @ParameterizedTest
    @EnumSource(names = {"PAUSED", "STOPPED"})
    void endsOnTheContextOnWhichItBegan(Outage outage) throws Exception {
        assertEndsOnTheContextOnWhichItBegan(vertx, () -> postgres.query("SELECT 1"));
        outage.begin(stores.postgresFaults());
        assertEndsOnTheContextOnWhichItBegan(vertx, () -> postgres.query("SELECT 1"));
    }

    private void fillPoolWithSlowStatements() {
        Multi.createFrom().range(0, POOL)
                .onItem().transformToUni(i -> postgres.query("SELECT pg_sleep(3)").replaceWithVoid()
                        .onFailure().recoverWithNull())
                .merge(POOL).collect().last()
                .await().atMost(PATIENCE);
    }

    private void failingRead() {
        assertUnavailable(postgres.query("SELECT 1"));
    }

    private static void assertUnavailable(Uni<?> call) {
        ProblemException problem = assertThrows(ProblemException.class, () -> result(call));
        assertEquals(KitError.STORE_UNAVAILABLE, problem.code());
    }

    private long answeredOf(int calls) {
        return answered(calls, () -> postgres.query("SELECT 1")).orTimeout(20, SECONDS).join();
    }

    private static <T> T result(Uni<T> call) {
        return call.await().atMost(PATIENCE);
    }

    private int connections() throws SQLException {
        try (Connection connection = stores.connect();
                var rows = connection.createStatement().executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'steward_dispatcher'")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
