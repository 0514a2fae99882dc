package dev.steward.benchmarks.availability;

import dev.steward.benchmarks.process.Stores;
import dev.steward.infra.ValkeyConnection;
import dev.steward.infra.tokens.DevelopmentIssuer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Mitras that are all online and have capacity left, numbered from 0. */
final class Mitras {
    private static final String ID = "00000000-0000-7000-8000-";
    private static final Duration TOKEN_LIVES = Duration.ofHours(6);
    private static final String FILL = """
            INSERT INTO availability.mitra (id, display_name, max_concurrent, is_online, last_heartbeat_at)
            SELECT ('%s' || lpad(to_hex(number), 12, '0'))::uuid, 'Mitra ' || number, 3, true, now()
              FROM generate_series(0, %d) AS number
            """;

    private Mitras() {}

    static String id(int number) {
        return ID + "%012x".formatted(number);
    }

    /** These and no others, in PostgreSQL; Valkey is empty afterwards. */
    static void only(int count, Stores stores) throws SQLException, IOException {
        stores.execute("TRUNCATE availability.mitra CASCADE", FILL.formatted(ID, count - 1),
                "VACUUM (ANALYZE) availability.mitra");
        try (ValkeyConnection valkey = stores.connectValkey()) {
            valkey.call("FLUSHALL");
        }
    }

    /** One for each, as their app would send it. */
    static List<String> tokens(int count, DevelopmentIssuer issuer) {
        return IntStream.range(0, count).mapToObj(number -> issuer.token(id(number), List.of("mitra"), TOKEN_LIVES)).toList();
    }
}
