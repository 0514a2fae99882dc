package dev.steward.infra.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.PostgresServer;
import dev.steward.infra.ValkeyConnection;
import dev.steward.infra.ValkeyServer;
import dev.steward.migrate.Administrator;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every fault, as a client behind the proxy sees it, on both stores. */
class FaultsTest {
    private static PostgresServer postgres;
    private static ValkeyServer valkey;
    private static Faults postgresFaults;
    private static Faults valkeyFaults;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.temporary().start();
        valkey = ValkeyServer.temporary().start();
        postgresFaults = new Faults(postgres.process(), FaultyProxy.to(postgres.port()),
                () -> postgres("DROP TABLE IF EXISTS kept"));
        valkeyFaults = new Faults(valkey.process(), FaultyProxy.to(valkey.port()), valkey::empty);
    }

    @AfterAll
    static void end() {
        postgresFaults.close();
        valkeyFaults.close();
        postgres.close();
        valkey.close();
    }

    @BeforeEach
    void heal() {
        postgresFaults.heal();
        valkeyFaults.heal();
    }

    @Test
    void stoppedStoresRefuseAndAnswerAgainOnTheSamePort() throws Exception {
        postgres("CREATE TABLE IF NOT EXISTS kept AS SELECT 1 AS x");
        postgresFaults.stop();
        valkeyFaults.stop();
        assertThrows(SQLException.class, () -> connectPostgres(5).close());
        assertThrows(IOException.class, () -> valkey("PING"));

        postgresFaults.start();
        valkeyFaults.start();
        assertEquals("1", postgres("SELECT x FROM kept"));
        assertEquals("PONG", valkey("PING"));
    }

    @Test
    void aKilledPostgresKeepsWhatItCommitted() {
        postgres("CREATE TABLE IF NOT EXISTS kept AS SELECT 1 AS x");
        postgresFaults.kill();
        postgresFaults.start();
        assertEquals("1", postgres("SELECT x FROM kept"));
    }

    @Test
    void aPausedPostgresAnswersNobodyNotEvenOnOpenConnections() throws Exception {
        try (Connection open = connectPostgres(1)) {
            postgresFaults.pause();
            assertThrows(SQLException.class, () -> connectPostgres(1).close());
            assertThrows(SQLException.class, () -> open.createStatement().execute("SELECT 1"));
            postgresFaults.resume();
        }
        assertEquals("1", postgres("SELECT 1"));
    }

    @Test
    void aPausedValkeyKeepsConnectionsOpenAndAnswersWhenResumed() throws Exception {
        try (var connection = ValkeyConnection.to(throughProxy())) {
            valkeyFaults.pause();
            assertThrows(SocketTimeoutException.class, () -> connection.call("SET", "late", "yes"));
            valkeyFaults.resume();
        }
        assertEquals("yes", valkey("GET", "late"));
    }

    @Test
    void aPausedStoreCanBeStopped() {
        valkeyFaults.pause();
        valkeyFaults.stop();
        assertTrue(!valkeyFaults.process().isAlive());
    }

    @Test
    void aRestartedValkeyHasLostItsKeys() throws Exception {
        valkey("SET", "key", "value");
        valkeyFaults.restart();
        assertNull(valkey("GET", "key"));
    }

    @Test
    void anEmptiedStoreHasNothing() throws Exception {
        valkey("SET", "key", "value");
        valkeyFaults.empty();
        assertNull(valkey("GET", "key"));
    }

    @Test
    void aSlowNetworkDelaysBothDirections() throws Exception {
        try (var connection = ValkeyConnection.to(throughProxy())) {
            valkeyFaults.slow(Duration.ofMillis(60));
            long before = System.nanoTime();
            assertEquals("PONG", connection.call("PING"));
            assertTrue(System.nanoTime() - before >= Duration.ofMillis(120).toNanos());
        }
    }

    @Test
    void aCutNetworkResetsOpenAndNewConnections() throws Exception {
        try (var connection = ValkeyConnection.to(throughProxy())) {
            connection.call("PING");
            valkeyFaults.cut();
            assertThrows(IOException.class, () -> connection.call("PING"));
            assertThrows(IOException.class, () -> valkey("PING"));
            assertEquals(0, valkeyFaults.network().connections());
        }
        valkeyFaults.heal();
        assertEquals("PONG", valkey("PING"));
    }

    @Test
    void aStalledNetworkDeliversLate() throws Exception {
        try (var connection = ValkeyConnection.to(throughProxy())) {
            connection.call("PING");
            valkeyFaults.stall();
            assertThrows(SocketTimeoutException.class, () -> connection.call("SET", "late", "yes"));
            valkeyFaults.heal();
            // The answer to SET comes first, which shows that it was held back and not lost.
            assertEquals("OK", connection.call("PING"));
        }
    }

    @Test
    void aNetworkLeadsToAnotherServerAfterAFailover() throws Exception {
        valkey("SET", "name", "first");
        try (var second = ValkeyServer.temporary().start(); var connection = ValkeyConnection.to(throughProxy())) {
            connection.call("PING");
            valkeyFaults.network().leadTo(second.port());
            assertThrows(IOException.class, () -> connection.call("PING"));
            assertNull(valkey("GET", "name"));
        } finally {
            valkeyFaults.network().leadTo(valkey.port());
        }
        assertEquals("first", valkey("GET", "name"));
    }

    private static URI throughProxy() {
        return URI.create("redis://127.0.0.1:" + valkeyFaults.network().port());
    }

    private static Object valkey(String... words) throws IOException {
        try (var connection = ValkeyConnection.to(throughProxy())) {
            return connection.call(words);
        }
    }

    private static Connection connectPostgres(int timeoutSeconds) throws SQLException {
        String url = "postgresql://127.0.0.1:%d/postgres?socketTimeout=%d".formatted(postgresFaults.network().port(),
                timeoutSeconds);
        Administrator administrator = postgres.administrator();
        return new Administrator("jdbc:" + url, administrator.user(), administrator.password()).connect();
    }

    private static String postgres(String sql) {
        try (Connection connection = connectPostgres(10); var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            statement.getResultSet().next();
            return statement.getResultSet().getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
