package dev.steward.maintenance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.steward.infra.test.Stores;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** What tests see and do behind the service's back. */
public final class Database {
    private Database() {}

    /**
     * To be called before each test that counts revisions or events: the start of the service is one, if it is the first.
     */
    public static void started(Stores stores) {
        await().pollDelay(Duration.ZERO).atMost(30, SECONDS)
                .until(() -> !value(stores, "SELECT count(*) FROM maintenance.channel_policy").equals("0"));
        stores.reset();
    }

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
