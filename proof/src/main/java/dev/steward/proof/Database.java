package dev.steward.proof;

import dev.steward.migrate.Administrator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A service's tables, to look and to interfere behind its back. */
public final class Database {
    private final Administrator administrator;
    private final String schema;

    Database(Administrator administrator, String schema) {
        this.administrator = administrator;
        this.schema = schema;
    }

    /** How a row is read. */
    public interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** A lock on a table, or a snapshot, until it is closed. */
    public interface Held extends AutoCloseable {
        @Override
        void close();

        default void during(Runnable action) {
            try {
                action.run();
            } finally {
                close();
            }
        }
    }

    public Connection connect() {
        try {
            Connection connection = administrator.connect();
            connection.setSchema(schema);
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the number of changed rows. */
    public int change(String sql, Object... parameters) {
        try (Connection connection = connect(); var statement = prepared(connection, sql, parameters)) {
            return statement.execute() ? 0 : statement.getUpdateCount();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long number(String sql, Object... parameters) {
        return list(sql, row -> row.getLong(1), parameters).getFirst();
    }

    public <T> List<T> list(String sql, Reading<T> reading, Object... parameters) {
        try (Connection connection = connect();
                var statement = prepared(connection, sql, parameters);
                var rows = statement.executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(reading.of(rows));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps what the statement locks. */
    public Held hold(String sql) {
        Connection connection = connect();
        try {
            connection.setAutoCommit(false);
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return () -> close(connection);
    }

    /** Makes whoever writes to the table wait, in the mode {@code EXCLUSIVE} also whoever locks its rows. */
    public Held lock(String table, String mode) {
        return hold("LOCK TABLE %s IN %s MODE".formatted(table, mode));
    }

    /** Keeps every row version that is deleted from now on, as a long report would. */
    public Held snapshot() {
        return hold("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT pg_current_snapshot()");
    }

    /** Whether a statement of this replica waits until it may write to that table. */
    public boolean writingWaits(Replica replica, String table) {
        return waits(replica, table, "RowExclusiveLock");
    }

    /** Whether a statement of this replica waits until it may lock rows of that table. */
    public boolean lockingWaits(Replica replica, String table) {
        return waits(replica, table, "RowShareLock");
    }

    /** How many statements of this replica wait for a lock of any kind. */
    public long waiting(Replica replica) {
        return number("SELECT count(*) FROM pg_stat_activity WHERE application_name = ? AND wait_event_type = 'Lock'",
                replica.name());
    }

    private boolean waits(Replica replica, String table, String mode) {
        return number("""
                SELECT count(*)
                  FROM pg_locks
                  JOIN pg_stat_activity USING (pid)
                 WHERE application_name = ? AND relation = ?::regclass AND mode = ? AND NOT granted
                """, replica.name(), table, mode) > 0;
    }

    /** As the server does once it notices that the client is gone: whatever is not committed is rolled back. */
    public void disconnect(Replica replica) {
        list("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = ?",
                row -> row.getBoolean(1), replica.name());
    }

    private static void close(Connection connection) {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
