package dev.steward.dispatcher;

import dev.steward.dispatcher.target.Target;
import dev.steward.infra.test.Stores;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** What a test looks up and sets back by hand, past the service. */
public final class Db {
    private Db() {}

    /** Returns the number of changed rows. */
    public static int run(Stores stores, String sql, Object... parameters) {
        try (Connection connection = stores.connect()) {
            return run(connection, sql, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static int run(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.execute() ? 0 : statement.getUpdateCount();
        }
    }

    /** The first column of each row, as text. */
    public static List<String> texts(Stores stores, String sql, Object... parameters) {
        try (Connection connection = stores.connect(); var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var found = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String text(Stores stores, String sql, Object... parameters) {
        return texts(stores, sql, parameters).getFirst();
    }

    /** A task that waits, due now. */
    public static UUID task(Stores stores, String uri) {
        return task(stores, uri, 0);
    }

    /** A task as the service would have stored it, with five attempts, so many seconds overdue. */
    public static UUID task(Stores stores, String uri, int secondsOverdue) {
        return tasks(stores, uri, 1, secondsOverdue).getFirst();
    }

    /** Several, the last one as overdue as it is said, each before it a second more. */
    public static List<UUID> tasks(Stores stores, String uri, int count, int secondsOverdue) {
        Target target = Target.of(uri);
        return texts(stores, """
                WITH introduced AS (
                    INSERT INTO dispatcher.destination (id, origin) VALUES (?, ?) ON CONFLICT DO NOTHING
                ), asked AS (
                    INSERT INTO dispatcher.request (id, destination_id, method, uri, body, headers, success_code, stop_codes,
                                                    attempt_limit, interval_seconds, http_timeout_seconds, trace_id)
                    SELECT gen_random_uuid(), ?, 'POST', ?, 'a.b.c', '{}', 200, '{404,418}', 5, 10, 30, repeat('a', 32)
                      FROM generate_series(1, ?)
                    RETURNING id, destination_id
                )
                INSERT INTO dispatcher.task (id, destination_id, next_attempt_at, http_timeout_seconds, attempt_limit)
                SELECT id, destination_id, now() - make_interval(secs => ? + ? - row_number() OVER ()), 30, 5 FROM asked
                RETURNING id
                """, target.destinationId(), target.origin(), target.destinationId(), uri, count, secondsOverdue, count)
                .stream().map(UUID::fromString).toList();
    }

    /** Requests that ended in a state, the first one first. */
    public static List<UUID> ended(Stores stores, String uri, int count, String state) {
        List<UUID> ids = tasks(stores, uri, count, 0);
        ids.forEach(id -> run(stores, """
                WITH ended AS (
                    DELETE FROM dispatcher.task WHERE id = ? RETURNING id, attempt_limit
                )
                INSERT INTO dispatcher.settlement (request_id, state, reason, attempts, attempt_limit)
                SELECT id, ?, 'As the test wants it.', attempt_limit, attempt_limit FROM ended
                """, id, state));
        return ids.stream().sorted(Comparator.comparing(UUID::toString)).toList();
    }
}
