package dev.steward.benchmarks;

import dev.steward.local.suite.Home;
import dev.steward.local.suite.Ports;
import dev.steward.local.suite.Secrets;
import dev.steward.local.suite.Suite;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** How long after a change, or after a scheduled moment, the new answer is there at every enforcement point. */
final class FlipBenchmark implements Benchmark {
    private static final int FLIPS = Integer.getInteger("flips", 200);
    private static final int EDGES = 10;
    private static final int OFFSET = 12_000;
    private static final Duration BETWEEN_EDGES = Duration.ofSeconds(2);
    private static final int LOAD_PER_POINT = 100;

    private final Path folder;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Ports ports = new Ports(8080, OFFSET);

    FlipBenchmark(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "flips";
    }

    @Override
    public Report run() throws Exception {
        Home home = Home.of(folder.resolve("flips"));
        try (Suite suite = new Suite(home, ports, 1, 2, line -> System.err.println("  " + line))) {
            suite.start();
            String token = new Secrets(home).issuer().token("bench", List.of("admin"), Duration.ofHours(1));
            List<String> points = Stream.of(ports, ports.atEdge(1))
                    .flatMap(edge -> Stream.of(url(edge.gatewayPort()), url(edge.shop()))).toList();
            try (Traffic traffic = new Traffic(points, LOAD_PER_POINT)) {
                Figures changes = changes(traffic.probes(), token);
                Figures edges = edges(suite, traffic.probes(), token);
                return Report.now(name(),
                        "From the 2xx of a change, or from a scheduled moment with maintenance-service and Valkey "
                                + "dead, until all of 2 gateways and 2 services give the new answer.",
                        "%d changes, %d edges, %d requests/s at each of the 4 points".formatted(FLIPS, EDGES, LOAD_PER_POINT),
                        List.of("p50 ms", "p99 ms", "max ms"),
                        List.of(changes.row("a change, answered by its caller's 2xx"),
                                edges.row("a scheduled edge, the service dead")));
            }
        }
    }

    private Figures changes(List<Probe> probes, String token) throws Exception {
        Figures figures = new Figures();
        for (int flip = -10; flip < FLIPS; flip++) {
            boolean offline = flip % 2 == 0;
            int expected = offline ? 503 : 200;
            if (offline) {
                call("PUT", "/admin/api/maintenance/offline", "{\"channels\":[\"api\"]}", token);
            } else {
                call("DELETE", "/admin/api/maintenance/offline?channel=api", "", token);
            }
            long answered = System.nanoTime();
            long last = answered;
            for (Probe probe : probes) {
                last = Math.max(last, probe.since(expected, answered));
            }
            if (flip >= 0) {
                figures.add((last - answered) / 1e6);
            }
        }
        return figures;
    }

    /** All windows are made first; then those who made them known are gone. */
    private Figures edges(Suite suite, List<Probe> probes, String token) throws Exception {
        Instant first = Instant.now().plusSeconds(20);
        for (int window = 0; window < EDGES; window += 2) {
            Instant start = first.plus(BETWEEN_EDGES.multipliedBy(window));
            call("POST", "/admin/api/maintenance/windows",
                    """
                            {"channels": ["api"], "startsAt": "%s", "backOnlineAt": "%s"}""".formatted(start,
                            start.plus(BETWEEN_EDGES)),
                    token);
        }
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        suite.process("maintenance", 0).hold();
        suite.process("valkey", 0).hold();
        Figures figures = new Figures();
        for (int edge = 0; edge < EDGES; edge++) {
            Instant moment = first.plus(BETWEEN_EDGES.multipliedBy(edge));
            long nanos = System.nanoTime() + Duration.between(Instant.now(), moment).toNanos();
            LockSupport.parkNanos(nanos - System.nanoTime());
            long last = nanos;
            for (Probe probe : probes) {
                last = Math.max(last, probe.since(edge % 2 == 0 ? 503 : 200, nanos));
            }
            figures.add((last - nanos) / 1e6);
        }
        return figures;
    }

    private void call(String method, String path, String body, String token) throws Exception {
        var response = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.gatewayPort() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/json").build(),
                BodyHandlers.ofString());
        if (response.statusCode() > 201) {
            throw new IllegalStateException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port + "/api/orders";
    }

    /** In milliseconds. */
    private static final class Figures {
        private final List<Double> all = new ArrayList<>();

        void add(double millis) {
            all.add(millis);
        }

        Report.Row row(String name) {
            List<Double> sorted = all.stream().sorted().toList();
            return new Report.Row(name, List.of(at(sorted, 0.50), at(sorted, 0.99), sorted.getLast()));
        }

        private static double at(List<Double> sorted, double share) {
            return sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(sorted.size() * share) - 1));
        }
    }
}
