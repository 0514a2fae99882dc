package dev.steward.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;

/**
 * Yesterday's exchanges of two APIs, four fifths of them the first one's: 1.5 % failed, one of a thousand took longer
 * than
 * two seconds, bodies are small. Made by SQL in tables that are attached when they are full, which is quick as their
 * indexes are built then.
 */
final class RecordedDay {
    private static final String TABLE = """
            CREATE TABLE %s (LIKE exchange INCLUDING ALL EXCLUDING INDEXES)
            """;

    private static final String FILL = """
            INSERT INTO %1$s (id, trace_id, started_at, duration_micros, request_size, response_size, sampled_rate, redacted, status,
                              failed, aborted, request_cut, response_cut, api, service, method, path, url, route, client_address,
                              user_agent, user_id, sampled_reason, rules_version, request_headers, response_headers, response_body)
            SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid,
                   hash::uuid, at,
                   CASE WHEN chance > 0.999 THEN 2000000 + n %% 1000000 ELSE 400 + n * 7919::bigint %% 90000 END, 0, 40, 1, 1, status,
                   status >= 400, false, false, false, '%2$s', 'shop', CASE WHEN n %% 4 = 0 THEN 'POST' ELSE 'GET' END,
                   path, 'https://shop.example' || path || '?page=' || n %% 50, '/api/' || collection || '/{id}', '203.0.113.' || n %% 256,
                   'Mozilla/5.0', 'customer-' || n * 7907::bigint %% 20000, 'rate', '3f1c9a7be204',
                   '[["Accept","application/json"]]', '[["Content-Type","application/json"]]', '{"sku":"' || substr(hash, 1, 8) || '"}'
              FROM (SELECT n, hash, at, chance, collection, '/api/' || collection || '/' || n * 7901::bigint %% 1000000 AS path,
                           CASE WHEN chance < 0.008 THEN 404 WHEN chance < 0.013 THEN 500 WHEN chance < 0.015 THEN 503 ELSE 200 END AS status
                      FROM (SELECT n, md5('%2$s' || n) AS hash, timestamptz '%3$s' + n * (interval '86400 seconds' / %4$d) AS at,
                                   random() AS chance,
                                   (ARRAY['orders', 'articles', 'customers', 'carts', 'invoices', 'shipments'])[1 + n %% 6] AS collection
                              FROM generate_series(0, %4$d - 1) AS n) AS drawn) AS made
            """;

    private static final String ATTACH = "ALTER TABLE exchange_%s ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')";

    private final Connection connection;
    final LocalDate day;

    RecordedDay(Connection connection, LocalDate day) {
        this.connection = connection;
        this.day = day;
    }

    void fill(int rows) throws SQLException {
        execute("SET timezone = 'UTC'", "SET maintenance_work_mem = '512MB'", "SELECT setseed(0.5)",
                "SELECT create_exchange_partitions(api, current_date, current_date) FROM unnest(ARRAY['internal', 'partner']) AS api");
        for (String api : List.of("internal", "partner")) {
            String table = "exchange_%s_%s".formatted(api, day.toString().replace("-", ""));
            // In one transaction with its table's creation, what is inserted needs no log.
            connection.setAutoCommit(false);
            execute(TABLE.formatted(table), FILL.formatted(table, api, day, api.equals("internal") ? rows * 4L / 5 : rows / 5L),
                    ATTACH.formatted(api, table, day, day.plusDays(1)));
            connection.commit();
            connection.setAutoCommit(true);
        }
        execute("VACUUM (ANALYZE) exchange");
    }

    /** One column of one of its rows, about in the middle of the day. */
    String some(String column) throws SQLException {
        try (ResultSet rows = connection.createStatement().executeQuery("""
                SELECT %s FROM exchange WHERE api = 'internal' AND started_at >= timestamptz '%s' + interval '12 hours'
                 ORDER BY started_at LIMIT 1""".formatted(column, day))) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
