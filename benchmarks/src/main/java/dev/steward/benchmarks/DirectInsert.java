package dev.steward.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * The floor of storing exchanges: rows that are there already, again with new ids, in the one statement that the
 * service
 * uses, and nothing around it.
 */
final class DirectInsert implements AutoCloseable {
    private static final String COLUMNS = """
            SELECT attname, format_type(atttypid, NULL)
              FROM pg_attribute
             WHERE attrelid = 'exchange'::regclass AND attnum > 0 AND NOT attisdropped
             ORDER BY attnum
            """;

    private record Column(String name, String type) {}

    private final Connection connection;
    private final List<Column> columns = new ArrayList<>();
    private final List<String[]> values = new ArrayList<>();
    private final PreparedStatement insert;
    private final Random random;
    private final int records;

    DirectInsert(Connection connection, int records, long seed) throws SQLException {
        this.connection = connection;
        this.records = records;
        this.random = new Random(seed);
        try (ResultSet rows = connection.createStatement().executeQuery(COLUMNS)) {
            while (rows.next()) {
                columns.add(new Column(rows.getString(1), rows.getString(2)));
            }
        }
        read(records);
        this.insert = connection.prepareStatement("INSERT INTO exchange (%s) SELECT * FROM unnest(%s) ON CONFLICT DO NOTHING"
                .formatted(names(),
                        String.join(", ", columns.stream().map(column -> "?::text[]::" + column.type() + "[]").toList())));
    }

    /** @return how many rows */
    int insert() throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            String[] column = columns.get(i).name().equals("id") ? ids() : values.get(i);
            insert.setArray(i + 1, connection.createArrayOf("text", column));
        }
        return insert.executeUpdate();
    }

    private void read(int records) throws SQLException {
        columns.forEach(column -> values.add(new String[records]));
        try (ResultSet rows = connection.createStatement()
                .executeQuery("SELECT %s FROM exchange LIMIT %d".formatted(names(), records))) {
            for (int row = 0; rows.next(); row++) {
                for (int i = 0; i < columns.size(); i++) {
                    values.get(i)[row] = rows.getString(i + 1);
                }
            }
        }
    }

    /** New ones in the order of time, as those of the service's rows are. */
    private String[] ids() {
        String[] ids = new String[records];
        long millis = System.currentTimeMillis();
        for (int i = 0; i < records; i++) {
            ids[i] = new UUID(millis << 16 | 0x7000L | i, 1L << 63 | random.nextLong() >>> 2).toString();
        }
        return ids;
    }

    private String names() {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
