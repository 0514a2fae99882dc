package dev.steward.benchmarks.recording;

import dev.steward.benchmarks.Benchmark;
import dev.steward.benchmarks.Report;
import dev.steward.benchmarks.load.Figures;
import dev.steward.benchmarks.process.StolenTime;
import dev.steward.benchmarks.recording.DemoShop.Round;
import dev.steward.infra.PostgresServer;
import dev.steward.local.suite.Home;
import dev.steward.local.suite.Ports;
import dev.steward.local.suite.Suite;
import dev.steward.migrate.Administrator;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A whole shop under a steady load, recorded into a whole suite, and not recorded. */
public final class RecordingLoadBenchmark implements Benchmark {
    private static final int SECONDS = Integer.getInteger("seconds", 4);
    private static final int ROUNDS = Integer.getInteger("rounds", 15);
    private static final int PER_SECOND = 2000;
    /** Rounds until the compiler, whose CPU time counts with the process's, has little left to do. */
    private static final int WARM_UP = 12;
    /** Of the CPU, by the machine's host: a round with more is measured anew. */
    private static final double MOST_STOLEN = 0.01;
    /** After so many rounds the others are taken as they come. */
    private static final int MOST_LEFT_OUT = 2 * ROUNDS;
    private static final int OFFSET = 13_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String RECORDED = "bench-recorded";
    private static final String THROWN_AWAY = "bench-thrown-away";
    private static final String UNRECORDED = "bench-unrecorded";
    private static final String BESIDE = "bench-beside-a-neighbour";
    /** The bound: as much as recording may cost. */
    private static final int NEIGHBOUR_MICROS = 60;
    private static final String STORED = "SELECT count(*) FROM observability.exchange WHERE service = ?";

    private static final List<byte[]> ORDERS = OrderExchange.several().map(order -> order.request(DemoShop.ECHO)).toList();

    private final Path folder;
    private final Ports ports = new Ports(8080, OFFSET);

    public RecordingLoadBenchmark(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "recording-load";
    }

    @Override
    public Report run() throws Exception {
        Home home = Home.of(folder.resolve("recording-load"));
        Map<String, String> recorded = Suite.environments(home, ports).get("demo-shop");
        Map<String, String> unrecorded = new HashMap<>(recorded);
        unrecorded.put("STEWARD_KIT_RECORDING_ENABLED", "false");
        try (Suite suite = new Suite(home, ports, 1, line -> System.err.println("  " + line))) {
            suite.start();
            Administrator database = PostgresServer.in(home.data().resolve("postgres"), ports.postgres()).administrator()
                    .in("steward");
            try (Sink sink = new Sink();
                    DemoShop without = new DemoShop(UNRECORDED, home, ports.atEdge(1).shop(), unrecorded, ORDERS);
                    DemoShop beside = new DemoShop(BESIDE, home, ports.atEdge(4).shop(), unrecorded, ORDERS);
                    DemoShop thrownAway = new DemoShop(THROWN_AWAY, home, ports.atEdge(3).shop(), sentTo(sink, recorded),
                            ORDERS);
                    DemoShop with = new DemoShop(RECORDED, home, ports.atEdge(2).shop(), recorded, ORDERS);
                    Connection connection = database.connect()) {
                var shops = new Shops(without, beside, thrownAway, with);
                round(PER_SECOND / 4, shops, connection);
                for (int round = 0; round < WARM_UP; round++) {
                    round(PER_SECOND, shops, connection);
                }
                shops.forget();
                long before = stored(connection, RECORDED);
                Disturbed disturbed = rounds(shops, connection);
                return report(shops, disturbed, stored(connection, RECORDED) - before);
            }
        }
    }

    private static Map<String, String> sentTo(Sink sink, Map<String, String> recorded) {
        Map<String, String> elsewhere = new HashMap<>(recorded);
        elsewhere.put("STEWARD_OBSERVABILITY_URL", sink.url());
        return elsewhere;
    }

    private record Shops(DemoShop without, DemoShop beside, DemoShop thrownAway, DemoShop with) {
        void forget() {
            all().forEach(DemoShop::forget);
        }

        void forgetLastRound() {
            all().forEach(DemoShop::forgetLastRound);
        }

        private List<DemoShop> all() {
            return List.of(without, beside, thrownAway, with);
        }
    }

    /** Rounds in which the host took more than it may. */
    private record Disturbed(int kept, int leftOut) {}

    private static Disturbed rounds(Shops shops, Connection connection) throws Exception {
        int kept = 0;
        int leftOut = 0;
        for (int round = 0; round < ROUNDS + leftOut; round++) {
            StolenTime stolen = new StolenTime();
            round(PER_SECOND, shops, connection);
            if (stolen.share() > MOST_STOLEN) {
                if (leftOut < MOST_LEFT_OUT) {
                    shops.forgetLastRound();
                    leftOut++;
                } else {
                    kept++;
                }
            }
        }
        return new Disturbed(kept, leftOut);
    }

    private static void round(int perSecond, Shops shops, Connection connection) throws Exception {
        int requests = SECONDS * perSecond;
        shops.without().round(requests, perSecond, () -> {
        });
        try (BusyNeighbour neighbour = new BusyNeighbour(perSecond * NEIGHBOUR_MICROS / 1e6)) {
            shops.beside().round(requests, perSecond, neighbour::close);
        }
        shops.thrownAway().round(requests, perSecond, () -> {
        });
        long all = stored(connection, RECORDED) + requests;
        shops.with().round(requests, perSecond, () -> awaitStored(connection, all));
    }

    private Report report(Shops shops, Disturbed disturbed, long stored) {
        List<Round> floor = shops.without().rounds();
        return Report.now(name(),
                "POST of an order (765 B) to the demo shop, which sends it back; latency counts from the moment at which a request "
                        + "was due. Recorded by the kit, brought to observability-service and stored in PostgreSQL on the same machine.",
                ("open loop of %d requests/s, median of %d alternating rounds of %d s; of %d of these and of %d more, which are left out, "
                        + "the machine's host took over %.0f %% of the CPU time")
                        .formatted(PER_SECOND, ROUNDS, SECONDS, disturbed.kept(), disturbed.leftOut(), 100 * MOST_STOLEN),
                List.of("p50 ms", "p99 ms", "p99 of the floor", "CPU us/request", "CPU added us", "errors", "sent", "stored"),
                List.of(row("not recorded (floor)", shops.without(), floor, null),
                        row("not recorded, something else computes for %d us a request".formatted(NEIGHBOUR_MICROS),
                                shops.beside(), floor, null),
                        row("recorded, taken by a server that keeps nothing", shops.thrownAway(), floor, null),
                        row("recorded and stored on the same two cores", shops.with(), floor, (double) stored)));
    }

    /** A share is the median of the rounds' own ratios: each compares neighbours in time. */
    private static Report.Row row(String name, DemoShop shop, List<Round> floor, Double stored) {
        List<Round> rounds = shop.rounds();
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < rounds.size(); round++) {
            shares.add(rounds.get(round).p99() / floor.get(round).p99());
        }
        return new Report.Row(name, Arrays.asList(Figures.median(rounds, Round::p50), Figures.median(rounds, Round::p99),
                Figures.median(shares, Double::doubleValue), Figures.median(rounds, Round::cpuMicros),
                Figures.added(rounds, floor, Round::cpuMicros), (double) rounds.stream().mapToLong(Round::errors).sum(),
                (double) shop.sent(), stored));
    }

    /** What was lost stays so: the table shows it. */
    private static void awaitStored(Connection connection, long records) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (stored(connection, RECORDED) < records && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        }
    }

    private static long stored(Connection connection, String service) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STORED)) {
            statement.setString(1, service);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
