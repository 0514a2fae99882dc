package dev.steward.maintenance;

import dev.steward.infra.test.Stores;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What tests see and do behind the service's back. */
public final class Database {
    private Database() {}

    /** The first column of the first row, as text. */
    public static String value(Stores stores, String sql) {
        try (var connection = stores.connect();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static long revision(Stores stores) {
        return Long.parseLong(value(stores, "SELECT value FROM maintenance.revision"));
    }

    public static void execute(Stores stores, String sql) throws SQLException {
        try (var connection = stores.connect(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
