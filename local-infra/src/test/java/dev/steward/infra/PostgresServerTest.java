package dev.steward.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.migrate.Administrator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    @TempDir
    Path directory;

    @Test
    void keepsDataPortAndPasswordOverARestart() throws Exception {
        int port = Ports.free();
        try (var server = PostgresServer.in(directory, port).start()) {
            run(server.administrator(), "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (var server = PostgresServer.in(directory, port).start()) {
            assertEquals("42", run(server.administrator(), "SELECT answer FROM kept"));
        }
    }

    @Test
    void beginsAgainWhereACreationWasCutOff() throws Exception {
        Files.writeString(Files.createDirectories(directory.resolve("unfinished")).resolve("PG_VERSION"), "18");
        try (var server = PostgresServer.in(directory, Ports.free()).start()) {
            assertEquals("1", run(server.administrator(), "SELECT 1"));
        }
        assertFalse(Files.exists(directory.resolve("unfinished")));
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        try (var server = PostgresServer.temporary().start()) {
            var guess = server.administrator().withPassword("guess");
            var refused = assertThrows(SQLException.class, guess::connect);
            assertEquals("28P01", refused.getSQLState());
        }
    }

    @Test
    void leavesNothingBehindWhenTemporary() {
        Path log;
        try (var server = PostgresServer.temporary().start()) {
            log = server.process().log();
            assertTrue(Files.exists(log));
        }
        assertFalse(Files.exists(log.getParent()));
    }

    @Test
    void saysWhatIsWrongWhenItsPortIsTaken() {
        try (var first = PostgresServer.temporary().start();
                var second = PostgresServer.in(directory, first.port())) {
            var failure = assertThrows(InfraFailed.class, second::start);
            assertTrue(failure.getMessage().contains("Address already in use"), failure.getMessage());
        }
    }

    @Test
    void runsAsNobodyWhereRootHasNoUserNamespaces() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")));
        try (var server = PostgresServer.temporary(Unprivileged.AS_NOBODY).start()) {
            assertEquals("1", run(server.administrator(), "SELECT 1"));
            assertEquals(65534, Files.getAttribute(Path.of("/proc/" + server.process().pid()), "unix:uid"));
        }
    }

    private static String run(Administrator administrator, String sql) throws SQLException {
        try (Connection connection = administrator.connect(); var statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            if (!rows) {
                return "";
            }
            statement.getResultSet().next();
            return statement.getResultSet().getString(1);
        }
    }
}
