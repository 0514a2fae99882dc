package dev.steward.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * How many exchanges a second observability-service takes and stores, beside the same rows inserted by nobody but SQL.
 */
final class IngestBenchmark implements Benchmark {
    private static final int SECONDS = Integer.getInteger("seconds", 60);
    private static final int CONNECTIONS = Integer.getInteger("connections", 4);
    private static final int RECORDS = 500;
    private static final int MOST_PER_SECOND = 12_000;
    private static final int OFFSET = 13_000;
    private static final int MOST_ATTEMPTS = 20;
    private static final int WARM_UP_BATCHES = 40;

    private final Path folder;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    IngestBenchmark(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public Report run() throws Exception {
        try (ObservedSuite suite = new ObservedSuite(folder.resolve("ingest"), OFFSET).start();
                ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            Run run = new Run(suite, threads);
            var warmUp = new ConcurrentLinkedQueue<>(prepared(Instant.now().minusSeconds(600), WARM_UP_BATCHES));
            run.figures(sender(suite, warmUp));
            // Made beforehand, as recorders do that elsewhere.
            var batches = new ConcurrentLinkedQueue<>(prepared(Instant.now(), MOST_PER_SECOND / RECORDS * SECONDS));
            List<Double> service = run.figures(sender(suite, batches));
            List<Double> floor = run.figures(() -> floor(suite));
            return Report.now(name(),
                    "Batches of %d redacted JSON exchanges (bodies 1.8 kB together, 10 headers each way), gzip, to the service with "
                            .formatted(RECORDS) + "all its indexes: how many a second?",
                    "%d connections, %d s, after a warm-up".formatted(CONNECTIONS, SECONDS),
                    List.of("exchanges/s", "batch p50 ms", "batch p99 ms", "CPU of the service us/exchange",
                            "CPU of PostgreSQL us/exchange", "stored of sent"),
                    List.of(new Report.Row("the same rows by unnest, without HTTP and JSON (floor)", floor),
                            new Report.Row("observability-service", service)));
        }
    }

    private static List<byte[]> prepared(Instant from, int count) throws IOException {
        ExchangeBatches source = new ExchangeBatches(from, count);
        List<byte[]> batches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            batches.add(source.next(RECORDS));
        }
        return batches;
    }

    /** Sends a batch each time, again until it is taken, and tells how many records it had; 0 when there are no more. */
    private Supplier<Callable<Integer>> sender(ObservedSuite suite, ConcurrentLinkedQueue<byte[]> batches) {
        HttpRequest.Builder request = suite.request("/internal/v1/exchanges", "service")
                .header("Content-Type", "application/json").header("Content-Encoding", "gzip");
        return () -> () -> {
            byte[] batch = batches.poll();
            return batch == null ? 0 : send(request.copy().POST(BodyPublishers.ofByteArray(batch)).build());
        };
    }

    private int send(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.send(request, BodyHandlers.ofString());
        for (int attempt = 1; answer.statusCode() == 503 && attempt < MOST_ATTEMPTS; attempt++) {
            answer = http.send(request, BodyHandlers.ofString());
        }
        if (answer.statusCode() != 202 || json.readTree(answer.body()).path("accepted").asInt() != RECORDS) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return RECORDS;
    }

    private static Callable<Integer> floor(ObservedSuite suite) {
        try {
            return new DirectInsert(suite.connect(), RECORDS, System.nanoTime())::insert;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something done by all connections for that long. */
    private record Run(ObservedSuite suite, ExecutorService threads) {
        List<Double> figures(Supplier<Callable<Integer>> each) throws Exception {
            Latencies latencies = new Latencies();
            AtomicInteger sent = new AtomicInteger();
            long rows = rows();
            Duration service = suite.cpuOfService();
            Duration postgres = suite.cpuOfPostgres();
            long began = System.nanoTime();
            long end = began + Duration.ofSeconds(SECONDS).toNanos();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Callable<Integer> action = each.get();
                running.add(threads.submit(() -> {
                    int count = 1;
                    while (count > 0 && System.nanoTime() < end) {
                        count = latencies.measure(action);
                        sent.addAndGet(count);
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            double count = sent.get();
            return List.of(count / seconds, latencies.at(0.50), latencies.at(0.99),
                    suite.cpuOfService().minus(service).toNanos() / 1e3 / count,
                    suite.cpuOfPostgres().minus(postgres).toNanos() / 1e3 / count, (rows() - rows) / count);
        }

        private long rows() throws SQLException {
            try (var connection = suite.connect();
                    ResultSet rows = connection.createStatement().executeQuery("SELECT count(*) FROM exchange")) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
