package dev.steward.benchmarks.recording;

import dev.steward.benchmarks.Benchmark;
import dev.steward.benchmarks.Report;
import dev.steward.infra.PostgresServer;
import dev.steward.local.suite.Home;
import dev.steward.local.suite.Ports;
import dev.steward.local.suite.Suite;
import dev.steward.local.supervision.Supervised;
import dev.steward.migrate.Administrator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What of a steady load is stored, counted and missing after observability-service, or its database, was away. */
public final class RecordingOutageBenchmark implements Benchmark {
    private static final int PER_SECOND = 1000;
    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(Integer.getInteger("outage", 600));
    private static final Duration AROUND = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int OFFSET = 14_000;
    private static final double MEGA = 1e6;

    /** Every fifth is refused. */
    private static final List<byte[]> ORDERS = OrderExchange.several()
            .flatMap(order -> Stream.of(DemoShop.ECHO, DemoShop.ECHO, DemoShop.ECHO, DemoShop.ECHO, DemoShop.REFUSAL)
                    .map(order::request))
            .toList();

    private final Path folder;
    private final Ports ports = new Ports(8080, OFFSET);
    private final HttpClient http = HttpClient.newHttpClient();

    public RecordingOutageBenchmark(Path folder) {
        this.folder = folder;
    }

    private record Outage(String row, String shop, String process, Duration span) {}

    @Override
    public String name() {
        return "recording-outage";
    }

    @Override
    public Report run() throws Exception {
        Home home = Home.of(folder.resolve(name()));
        try (Suite suite = new Suite(home, ports, 1, line -> System.err.println("  " + line))) {
            suite.start();
            Map<String, String> environment = Suite.environments(home, ports).get("demo-shop");
            List<Report.Row> rows = new ArrayList<>();
            for (Outage outage : List.of(
                    new Outage("observability-service restarted, away for 10 s", "restarted", "observability", SHORT),
                    new Outage("PostgreSQL away for 10 s", "database", "postgres", SHORT),
                    new Outage("observability-service away for %d s".formatted(LONG.toSeconds()), "long", "observability",
                            LONG))) {
                rows.add(row(outage, suite, home, environment));
            }
            return Report.now(name(),
                    "Orders to the demo shop, a fifth of them refused with 405, while what stores their records is away. The rest of "
                            + "sent and stored is told as gaps, and counted says how many exchanges the counts by the minute hold.",
                    "%d requests/s, from %d s before the outage to %d s after it".formatted(PER_SECOND, AROUND.toSeconds(),
                            AROUND.toSeconds()),
                    List.of("sent", "stored", "in gaps", "counted", "failures sent", "failures stored", "p99 ms", "waiting MB",
                            "on disk MB"),
                    rows);
        }
    }

    private Report.Row row(Outage outage, Suite suite, Home home, Map<String, String> environment) throws Exception {
        Supervised process = suite.process(outage.process(), 0);
        Administrator database = PostgresServer.in(home.data().resolve("postgres"), ports.postgres()).administrator()
                .in("steward");
        int port = ports.atEdge(1).shop();
        int seconds = Math.toIntExact(outage.span().plus(AROUND).plus(AROUND).toSeconds());
        try (DemoShop shop = new DemoShop(outage.shop(), home, port, environment, ORDERS)) {
            CompletableFuture<Waiting> interference = CompletableFuture
                    .supplyAsync(() -> takeAway(process, outage.span(), port));
            shop.round(seconds * PER_SECOND, PER_SECOND, () -> interference.join());
            long failures = shop.rounds().getFirst().errors();
            awaitAll(database, outage.shop(), shop.sent());
            Waiting waiting = interference.join();
            return new Report.Row(outage.row(), List.of((double) shop.sent(),
                    number(database, "SELECT count(*) FROM observability.exchange WHERE service = ?", outage.shop()),
                    number(database, "SELECT coalesce(sum(exchanges), 0) FROM observability.gap WHERE service = ?",
                            outage.shop()),
                    number(database, "SELECT coalesce(sum(exchanges), 0) FROM observability.traffic_minute WHERE service = ?",
                            outage.shop()),
                    (double) failures,
                    number(database, "SELECT count(*) FROM observability.exchange WHERE failed AND service = ?", outage.shop()),
                    shop.rounds().getFirst().p99(), waiting.memory() / MEGA, waiting.disk() / MEGA));
        }
    }

    /** How many bytes wait at the end of the outage. */
    private record Waiting(double memory, double disk) {}

    private Waiting takeAway(Supervised process, Duration span, int port) {
        try {
            sleep(AROUND);
            process.hold();
            sleep(span);
            Waiting waiting = new Waiting(metric(port, "steward_recording_waiting_bytes"),
                    metric(port, "steward_recording_spooled_bytes"));
            process.release();
            return waiting;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private double metric(int port, String name) throws Exception {
        URI metrics = URI.create("http://127.0.0.1:" + Ports.management(port) + "/q/metrics");
        return http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body().lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Until everything is stored, or told to be lost, and counted. */
    private static void awaitAll(Administrator database, String shop, long sent) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String known = "SELECT (SELECT count(*) FROM observability.exchange WHERE service = w.s)"
                + " + (SELECT coalesce(sum(exchanges), 0) FROM observability.gap WHERE service = w.s) FROM (VALUES (?)) AS w (s)";
        while (number(database, known, shop) < sent && System.nanoTime() < deadline) {
            sleep(Duration.ofSeconds(1));
        }
        sleep(Duration.ofSeconds(11));
    }

    private static double number(Administrator database, String sql, String shop) throws SQLException {
        try (Connection connection = database.connect(); PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, shop);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getDouble(1);
            }
        }
    }

    private static void sleep(Duration span) {
        for (long until = System.nanoTime() + span.toNanos(); System.nanoTime() < until;) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
