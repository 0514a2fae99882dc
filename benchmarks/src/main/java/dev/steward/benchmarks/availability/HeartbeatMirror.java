package dev.steward.benchmarks.availability;

import dev.steward.benchmarks.Report;
import dev.steward.benchmarks.availability.Statements.Statement;
import dev.steward.benchmarks.load.Percentiles;
import dev.steward.benchmarks.process.Stores;
import dev.steward.infra.ValkeyConnection;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** How PostgreSQL gets the heartbeats of everybody, after everybody pinged. */
final class HeartbeatMirror {
    static final String EVERY_SECONDS = "3";

    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final double BOUND_MILLIS = 2000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Pattern UPDATE = Pattern
            .compile("(?is)\\s*(WITH\\b.*)?UPDATE mitra\\b.*\\blast_heartbeat_at = f\\.at\\b.*");

    /** What as many pings would leave. */
    private static final String PING_ALL = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
              redis.call('ZADD', KEYS[1], now, id)
            end
            """;

    private final Stores stores;
    private final Statements statements;
    private final int mitras;

    HeartbeatMirror(Stores stores, Statements statements, int mitras) {
        this.stores = stores;
        this.statements = statements;
        this.mitras = mitras;
    }

    /** What it took PostgreSQL to take all heartbeats in. */
    private record Round(long statements, double millis) {
        static Round of(List<Statement> updates) {
            return new Round(Statements.calls(updates), updates.stream().mapToDouble(Statement::millis).sum());
        }
    }

    Report.Row row() throws IOException, SQLException {
        List<Round> rounds = new ArrayList<>();
        try (var valkey = stores.connectValkey()) {
            for (int round = 0; round < ROUNDS; round++) {
                rounds.add(round(valkey));
            }
        }
        var times = new Percentiles(rounds.stream().mapToLong(round -> (long) (round.millis() * 1e6)));
        long most = rounds.stream().mapToLong(Round::statements).max().orElseThrow();
        return new Report.Row("heartbeats of all to PostgreSQL, its time", Arrays.asList((double) ROUNDS, times.at(0.50),
                times.at(0.99), times.longest(), BOUND_MILLIS, null, (double) most));
    }

    private Round round(ValkeyConnection valkey) throws IOException, SQLException {
        // Right after one update, so that the next one finds all of these pings.
        statements.forget();
        await("begin", () -> !updates().isEmpty());
        statements.forget();
        valkey.call("EVAL", PING_ALL, "1", "mitras:seen");
        await("bring all heartbeats", () -> rows(updates()) >= mitras);
        return Round.of(updates());
    }

    private static long rows(List<Statement> updates) {
        return updates.stream().mapToLong(Statement::rows).sum();
    }

    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void await(String what, Condition condition) throws SQLException, IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("The heartbeat mirror does not " + what + ".");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private List<Statement> updates() throws SQLException {
        return statements.all().stream().filter(each -> UPDATE.matcher(each.text()).matches()).toList();
    }
}
