package dev.steward.benchmarks.dispatch;

import dev.steward.benchmarks.Benchmark;
import dev.steward.benchmarks.Report;
import dev.steward.benchmarks.load.Percentiles;
import dev.steward.benchmarks.process.Stores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** How long it takes from asking to the arrival at the receiver where nothing waits; by us and by others. */
public final class DispatchLatencyBenchmark implements Benchmark {
    private static final int SECONDS = Integer.getInteger("seconds", 300);
    private static final int PER_SECOND = 200;
    // A JVM runs this code well after some thousands; they are delivered and not counted.
    private static final int WARM_UP = 6000;
    private static final int CONCURRENCY = 64;
    private static final int MESSAGES = WARM_UP + SECONDS * PER_SECOND;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;

    public DispatchLatencyBenchmark(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "dispatch-latency";
    }

    @Override
    public Report run() throws Exception {
        List<Report.Row> rows = new ArrayList<>();
        try (Stores stores = new Stores(folder.resolve(name())).start();
                Receiver receiver = new Receiver(stores.home().log("receiver"))) {
            rows.add(ours("dispatcher-service", stores, receiver));
            for (Peer peer : Peer.values()) {
                rows.add(theirs(peer.title, peer, stores, receiver, Map.of()));
            }
            rows.add(theirs("pg-boss 10.4.2, woken by the sender", Peer.PG_BOSS, stores, receiver, Map.of("WAKES", "true")));
        }
        return Report.now(name(),
                "Requests with 1 kB of JSON at a steady rate: how long from asking for one until it is at the receiver, "
                        + "and how long until the answer that it is stored? A peer is asked in its own process, by its own function.",
                "%d/s for %d s after %d to warm up, one after the other".formatted(PER_SECOND, SECONDS, WARM_UP),
                List.of("arrival p50 ms", "p95 ms", "p99 ms", "max ms", "answer p50 ms", "p95 ms", "CPU us/delivery",
                        "CPU of PostgreSQL us/delivery", "arrived of asked"),
                rows);
    }

    private static Report.Row ours(String title, Stores stores, Receiver receiver) throws Exception {
        receiver.expect(MESSAGES);
        try (Dispatcher dispatcher = new Dispatcher(stores, 0, Dispatcher.concurrency(CONCURRENCY))) {
            Usage usage = new Usage(stores, dispatcher.cpu());
            Pace.Times times = new Pace(MESSAGES, WARM_UP, PER_SECOND, URI.create(receiver.uri()))
                    .unblocked(number -> dispatcher.enqueue(Message.request(number, receiver.uri(), "")));
            awaitAll(title, receiver);
            return row(title, times, receiver, usage.until(stores, dispatcher.cpu()));
        }
    }

    private static Report.Row theirs(String title, Peer peer, Stores stores, Receiver receiver, Map<String, String> more)
            throws Exception {
        receiver.expect(MESSAGES);
        Path log = stores.home().directory().resolve(peer.program() + more.size() + ".times");
        Map<String, String> environment = new HashMap<>(more);
        environment.put("MESSAGES", Integer.toString(MESSAGES));
        environment.put("WARM_UP", Integer.toString(WARM_UP));
        environment.put("PER_SECOND", Integer.toString(PER_SECOND));
        environment.put("LOG", log.toString());
        try (PeerProcess process = new PeerProcess(peer, stores, receiver.uri(), CONCURRENCY, environment)) {
            Usage usage = new Usage(stores, process.cpu());
            while (!Files.exists(log)) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            awaitAll(title, receiver);
            return row(title, Pace.Times.read(log), receiver, usage.until(stores, process.cpu()));
        }
    }

    /** CPU time of the one who delivers, and of PostgreSQL. */
    private record Usage(Duration process, Duration postgres) {
        Usage(Stores stores, Duration process) {
            this(process, stores.cpu());
        }

        Usage until(Stores stores, Duration later) {
            return new Usage(later.minus(process), stores.cpu().minus(postgres));
        }
    }

    /** What does not come is told by the table. */
    private static void awaitAll(String title, Receiver receiver) throws InterruptedException {
        try {
            receiver.await(MESSAGES, PATIENCE);
        } catch (IOException e) {
            System.err.println("  " + title + ": " + e.getMessage());
        }
    }

    private static Report.Row row(String title, Pace.Times times, Receiver receiver, Usage usage) throws Exception {
        List<Receiver.Arrival> arrivals = receiver.arrivals();
        int[] arrived = IntStream.range(WARM_UP, MESSAGES).filter(number -> arrivals.get(number).first() > 0).toArray();
        var arrival = new Percentiles(IntStream.of(arrived)
                .mapToLong(number -> arrivals.get(number).first() - times.asked()[number]));
        var answer = new Percentiles(IntStream.range(WARM_UP, MESSAGES).filter(number -> times.answered()[number] > 0)
                .mapToLong(number -> times.answered()[number] - times.asked()[number]));
        return new Report.Row(title, List.of(arrival.at(0.50), arrival.at(0.95), arrival.at(0.99), arrival.longest(),
                answer.at(0.50), answer.at(0.95), usage.process().toNanos() / 1e3 / MESSAGES,
                usage.postgres().toNanos() / 1e3 / MESSAGES, (double) arrived.length / (MESSAGES - WARM_UP)));
    }
}
