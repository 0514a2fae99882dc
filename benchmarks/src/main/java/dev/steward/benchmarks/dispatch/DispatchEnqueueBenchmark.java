package dev.steward.benchmarks.dispatch;

import dev.steward.benchmarks.Benchmark;
import dev.steward.benchmarks.Report;
import dev.steward.benchmarks.load.Percentiles;
import dev.steward.benchmarks.process.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** How many requests a second are taken in durably, by the batch and singly. */
public final class DispatchEnqueueBenchmark implements Benchmark {
    private static final int SECONDS = Integer.getInteger("seconds", 30);
    private static final int WARM_UP_SECONDS = 10;
    // Nobody is there; nobody is asked either, as nothing is sent here.
    private static final String URI = "http://127.0.0.1:9/orders";

    private final Path folder;

    public DispatchEnqueueBenchmark(Path folder) {
        this.folder = folder;
    }

    /** Enqueues as many as it says. */
    private interface Call {
        int enqueue(int from) throws Exception;
    }

    @Override
    public String name() {
        return "dispatch-enqueue";
    }

    @Override
    public Report run() throws Exception {
        try (Stores stores = new Stores(folder.resolve(name())).start();
                Dispatcher dispatcher = new Dispatcher(stores, 0, Map.of("DELIVERY_ENABLED", "false"))) {
            Call batch = from -> {
                dispatcher.enqueueBatch(Dispatcher.batch(from, from + Dispatcher.BATCH, URI, ""), Dispatcher.BATCH);
                return Dispatcher.BATCH;
            };
            Call single = from -> {
                dispatcher.enqueueOne(Message.request(from, URI, ""));
                return 1;
            };
            new Run(stores, dispatcher, WARM_UP_SECONDS).row("warm-up", 4, batch);
            new Run(stores, dispatcher, WARM_UP_SECONDS).row("warm-up", 16, single);
            Run run = new Run(stores, dispatcher, SECONDS);
            return Report.now(name(),
                    "Requests with 1 kB of JSON, to a replica that accepts and does not send: how many "
                            + "a second are stored durably?",
                    "%d s each, after a warm-up; the client and PostgreSQL on the same machine".formatted(SECONDS),
                    List.of("requests/s", "call p50 ms", "call p95 ms", "call p99 ms", "CPU us/request",
                            "CPU of PostgreSQL us/request", "stored of accepted"),
                    List.of(run.row("batches of 1,000, 1 connection", 1, batch),
                            run.row("batches of 1,000, 4 connections", 4, batch),
                            run.row("singly, 1 connection", 1, single),
                            run.row("singly, 16 connections", 16, single),
                            run.row("singly, 64 connections", 64, single)));
        }
    }

    /** Something done by so many connections for that long. */
    private record Run(Stores stores, Dispatcher dispatcher, int seconds) {
        private static final String STORED = "SELECT count(*) FROM dispatcher.request";

        Report.Row row(String title, int connections, Call call) throws Exception {
            Queue<Long> nanos = new ConcurrentLinkedQueue<>();
            AtomicInteger accepted = new AtomicInteger();
            long stored = stores.number(STORED);
            Duration service = dispatcher.cpu();
            Duration postgres = stores.cpu();
            long began = System.nanoTime();
            try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < connections; i++) {
                    running.add(threads.submit(() -> {
                        while (System.nanoTime() < began + seconds * 1_000_000_000L) {
                            long asked = System.nanoTime();
                            accepted.addAndGet(call.enqueue(accepted.get()));
                            nanos.add(System.nanoTime() - asked);
                        }
                        return null;
                    }));
                }
                for (Future<?> one : running) {
                    one.get();
                }
            }
            double took = (System.nanoTime() - began) / 1e9;
            double count = accepted.get();
            var latency = new Percentiles(nanos.stream().mapToLong(Long::longValue));
            return new Report.Row(title, List.of(count / took, latency.at(0.50), latency.at(0.95), latency.at(0.99),
                    dispatcher.cpu().minus(service).toNanos() / 1e3 / count,
                    stores.cpu().minus(postgres).toNanos() / 1e3 / count, (stores.number(STORED) - stored) / count));
        }
    }
}
