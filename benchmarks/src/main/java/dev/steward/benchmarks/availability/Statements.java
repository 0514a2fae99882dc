package dev.steward.benchmarks.availability;

import dev.steward.benchmarks.process.Stores;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The service's SQL as PostgreSQL counts it (pg_stat_statements). */
final class Statements {
    private static final String ALL = """
            SELECT queryid, max(query), sum(calls), sum(rows), sum(total_exec_time)
              FROM pg_stat_statements
             WHERE userid = 'steward_availability'::regrole
             GROUP BY queryid
            """;

    private final Stores stores;

    private Statements(Stores stores) {
        this.stores = stores;
    }

    /**
     * What was executed of one statement.
     *
     * @param id
     *            stays the same; the text has its constants or not, by when it was parsed
     * @param millis
     *            of all calls together
     */
    record Statement(long id, String text, long calls, long rows, double millis) {}

    /** Restarts PostgreSQL, which loads the extension at its start only. */
    static Statements turnOn(Stores stores) throws SQLException {
        stores.execute("ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
        stores.restartPostgres();
        stores.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        return new Statements(stores);
    }

    /** Only what comes from now on counts. */
    void forget() throws SQLException {
        stores.execute("SELECT pg_stat_statements_reset()");
    }

    List<Statement> all() throws SQLException {
        List<Statement> all = new ArrayList<>();
        try (Connection connection = stores.connect(); ResultSet rows = connection.createStatement().executeQuery(ALL)) {
            while (rows.next()) {
                all.add(new Statement(rows.getLong(1), rows.getString(2), rows.getLong(3), rows.getLong(4), rows.getDouble(5)));
            }
        }
        return all;
    }

    Set<Long> ids() throws SQLException {
        return all().stream().map(Statement::id).collect(Collectors.toSet());
    }

    static List<Statement> besides(List<Statement> statements, Set<Long> ids) {
        return statements.stream().filter(statement -> !ids.contains(statement.id())).toList();
    }

    static long calls(List<Statement> statements) {
        return statements.stream().mapToLong(Statement::calls).sum();
    }
}
