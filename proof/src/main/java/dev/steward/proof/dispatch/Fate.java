package dev.steward.proof.dispatch;

import dev.steward.proof.Database;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the tables say became of a request.
 *
 * @param state
 *            {@code PENDING} until it is settled
 * @param settledAt
 *            null until then
 * @param numbers
 *            of its recorded attempts, in their order
 * @param statuses
 *            of these, null where there was no answer
 */
public record Fate(String mark, String state, int attempts, int limit, Instant expireAt, Instant settledAt,
        List<Integer> numbers, List<Integer> statuses) {

    private static final String ALL = """
            SELECT request.body, coalesce(settlement.state, 'PENDING') AS state,
                   coalesce(settlement.attempts, task.attempts) AS attempts,
                   coalesce(settlement.attempt_limit, task.attempt_limit) AS attempt_limit,
                   request.expire_at, settled_at,
                   ARRAY(SELECT number FROM attempt WHERE request_id = request.id ORDER BY number, started_at) AS numbers,
                   ARRAY(SELECT status FROM attempt WHERE request_id = request.id ORDER BY number, started_at) AS statuses
              FROM request
              LEFT JOIN task ON task.id = request.id
              LEFT JOIN settlement ON settlement.request_id = request.id
             WHERE request.body LIKE ? || '-%'
            """;

    /**
     * Of all requests whose marks begin with this name.
     *
     * @throws IllegalStateException
     *             if there are two of one mark: an idempotency key was not kept
     */
    public static Map<String, Fate> of(Database database, String name) {
        return database.list(ALL, Fate::read, name).stream().collect(Collectors.toMap(Fate::mark, Function.identity()));
    }

    private static Fate read(ResultSet row) throws SQLException {
        return new Fate(row.getString("body"), row.getString("state"), row.getInt("attempts"), row.getInt("attempt_limit"),
                instant(row.getTimestamp("expire_at")), instant(row.getTimestamp("settled_at")),
                integers(row.getArray("numbers")), integers(row.getArray("statuses")));
    }

    private static List<Integer> integers(Array array) throws SQLException {
        return Arrays.asList((Integer[]) array.getArray());
    }

    private static Instant instant(Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
