package dev.steward.observability.exchange;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * A listing as a statement. Only the conditions that were asked for stand in it: the planner then uses the index that
 * serves them, which {@code $1 IS NULL OR ...} would hide from it.
 */
final class ExchangeQuery {
    private static final String SELECT = """
            SELECT id, api, service, started_at, duration_micros, trace_id, failed, method, url, route, client_address, user_agent,
                   request_size, status, aborted, response_size, user_id, user_roles::text, sampled_rate, sampled_reason
              FROM exchange
             WHERE true""";

    private static final String NEWEST_FIRST = """

            ORDER BY started_at DESC, id DESC
            LIMIT\s""";

    private static final long SLOW_MILLIS = 1000;
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final StringBuilder sql = new StringBuilder(SELECT);
    private final Tuple parameters = Tuple.tuple();

    /**
     * @param behind
     *            where the listing goes on, or null for its beginning
     */
    ExchangeQuery(ExchangeFilter filter, Cursor behind) {
        and("api = ?", filter.api());
        and("started_at >= ?", utc(filter.from()));
        if (behind == null || filter.to() != null && filter.to().isBefore(behind.startedAt())) {
            and("started_at < ?", utc(filter.to()));
        } else {
            // With a later bound beside it, PostgreSQL would begin there and walk to the cursor through the index; and the pair
            // alone excludes no partition.
            and("started_at <= ?", utc(behind.startedAt()));
            and("(started_at, id) < (?, ?)", utc(behind.startedAt()), behind.id());
        }
        and("method = ?", filter.method());
        and("route = ?", filter.route());
        and("user_id = ?", filter.user());
        and("trace_id = ?", TraceId.toUuid(filter.traceId()));
        duration(filter.minDurationMs());
        and("path ILIKE ?", filter.q() == null ? null : "%" + literal(filter.q()) + "%");
        status(filter);
        // One more than asked for tells whether there is more.
        sql.append(NEWEST_FIRST).append(filter.limit() + 1);
    }

    String sql() {
        return sql.toString();
    }

    Tuple parameters() {
        return parameters;
    }

    private void duration(Long millis) {
        if (millis != null && millis >= SLOW_MILLIS) {
            // Said as the partial index of slow ones says it.
            sql.append("\n   AND duration_micros >= 1000000");
        }
        and("duration_micros >= ?", millis == null ? null : millis * 1000);
    }

    private void status(ExchangeFilter filter) {
        if (filter.onlyFailures()) {
            // Said as the partial index of failures says it.
            sql.append("\n   AND failed");
        }
        String status = filter.status();
        if (status != null && !status.equals("failed")) {
            String digits = status.replace('x', '0');
            int first = Integer.parseInt(digits);
            and("status BETWEEN ? AND ?", first, status.endsWith("xx") ? first + 99 : first);
        }
    }

    /** Nothing is added for a null. */
    private void and(String condition, Object... values) {
        if (values[0] == null) {
            return;
        }
        String numbered = condition;
        for (Object value : values) {
            parameters.addValue(value);
            numbered = numbered.replaceFirst("\\?", "\\$" + parameters.size());
        }
        sql.append("\n   AND ").append(numbered);
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static Object utc(Instant time) {
        if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(END_OF_TIME))) {
            throw new ProblemException(KitError.VALIDATION_FAILED, "Times must be in the years 1970 to 9999.");
        }
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
