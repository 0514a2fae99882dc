package dev.steward.dispatcher.delivery;

import dev.steward.kit.postgres.Postgres;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.regex.Pattern;

/** How many pages a statement looks at, in memory or not, as PostgreSQL counts them. */
final class Buffers {
    private static final Pattern COUNTS = Pattern.compile("(?:hit|read)=(\\d+)");

    private Buffers() {}

    /** Executes it. */
    static int of(Postgres postgres, String sql, Tuple parameters) {
        List<String> plan = postgres.list("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) " + sql, parameters, row -> row.getString(0))
                .await().atMost(Claims.PATIENCE);
        String total = plan.stream().filter(line -> line.contains("Buffers:")).findFirst().orElseThrow();
        return COUNTS.matcher(total).results().mapToInt(count -> Integer.parseInt(count.group(1))).sum();
    }
}
