package dev.steward.benchmarks.dispatch;

import dev.steward.benchmarks.Benchmark;
import dev.steward.benchmarks.Report;
import dev.steward.benchmarks.load.Percentiles;
import dev.steward.benchmarks.process.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** How soon a replica takes over what another had under way when it was killed. */
public final class DispatchRecoveryBenchmark implements Benchmark {
    private static final int RUNS = Integer.getInteger("runs", 5);
    private static final int MESSAGES = 20;
    private static final int HTTP_TIMEOUT_SECONDS = 2;
    private static final int MARGIN_SECONDS = 2;
    private static final Duration LEASE = Duration.ofSeconds(HTTP_TIMEOUT_SECONDS + MARGIN_SECONDS);
    private static final Duration BOUND = LEASE.plusSeconds(1);
    // What only timed out comes again long after.
    private static final String REQUEST = ",\"httpTimeoutSeconds\":%d,\"attemptIntervalSeconds\":600"
            .formatted(HTTP_TIMEOUT_SECONDS);

    private final Path folder;

    public DispatchRecoveryBenchmark(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "dispatch-recovery";
    }

    @Override
    public Report run() throws Exception {
        List<Long> nanos;
        try (Stores stores = new Stores(folder.resolve(name())).start();
                Receiver receiver = new Receiver(stores.home().log("receiver"))) {
            nanos = besideASurvivor(stores, receiver);
        }
        var delay = new Percentiles(nanos.stream().mapToLong(Long::longValue));
        return Report.now(name(),
                "%d requests are at a receiver that does not answer when one of two replicas is killed; "
                        .formatted(MESSAGES)
                        + "the other takes over when the lease ends. How long from the kill to the next attempt?",
                "%d kills, lease %d s, bound %d s".formatted(RUNS, LEASE.toSeconds(), BOUND.toSeconds()),
                List.of("next attempt p50 ms", "max ms", "max of the bound", "sent again", "under way, with the survivor's"),
                List.of(new Report.Row("dispatcher-service", List.of(delay.at(0.50), delay.longest(),
                        delay.longest() / BOUND.toMillis(), (double) nanos.size(), (double) RUNS * MESSAGES))));
    }

    private static List<Long> besideASurvivor(Stores stores, Receiver receiver) throws Exception {
        Map<String, String> settings = new HashMap<>(Dispatcher.concurrency(MESSAGES));
        settings.put("DELIVERY_LEASE_MARGIN", MARGIN_SECONDS + "s");
        // So few at a time that both replicas get some.
        settings.put("DELIVERY_QUEUE_LIMIT", "4");
        Dispatcher survivor = new Dispatcher(stores, 1, settings);
        try {
            List<Long> nanos = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                nanos.addAll(kill(stores, receiver, settings));
            }
            return nanos;
        } finally {
            survivor.close();
        }
    }

    private static List<Long> kill(Stores stores, Receiver receiver, Map<String, String> settings) throws Exception {
        receiver.expect(MESSAGES);
        receiver.silent(true);
        try (Dispatcher victim = new Dispatcher(stores, 0, settings)) {
            victim.enqueueAll(0, MESSAGES, receiver.uri(), REQUEST);
            receiver.await(MESSAGES, Duration.ofSeconds(1));
            long killed = System.nanoTime();
            victim.kill();
            LockSupport.parkNanos(BOUND.plusSeconds(2).toNanos());
            return receiver.arrivals().stream().filter(arrival -> arrival.second() > 0)
                    .map(arrival -> arrival.second() - killed).toList();
        }
    }
}
