package dev.steward.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** One migration at a time. */
final class Turn {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Turn() {}

    /** A connection with the lock, which ends with it. */
    static Connection await(Administrator administrator) throws SQLException {
        Connection connection = administrator.connect();
        try {
            awaitLock(connection);
            return connection;
        } catch (SQLException | MigrationFailed e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Asks again and again: a statement that waited would hold a snapshot, for which the other's concurrent index
     * waits.
     */
    private static void awaitLock(Connection connection) throws SQLException {
        var sql = new Sql(connection);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!sql.exists("SELECT 1 WHERE pg_try_advisory_lock(" + Migrations.LOCK + ")")) {
            if (System.nanoTime() > deadline) {
                throw new MigrationFailed("Another migration has been running for %d minutes.".formatted(PATIENCE.toMinutes()));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationFailed("Interrupted while another migration was running.", e);
        }
    }
}
