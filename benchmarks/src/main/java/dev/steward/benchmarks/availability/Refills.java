package dev.steward.benchmarks.availability;

import dev.steward.benchmarks.Report;
import dev.steward.benchmarks.load.OpenLoop;
import dev.steward.benchmarks.load.Percentiles;
import dev.steward.benchmarks.process.Stores;
import dev.steward.infra.ValkeyConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long a mirror that was emptied takes until it is believed again, and what pings notice of it meanwhile. */
final class Refills {
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    /** Nobody goes the way without a mirror before, so that its code is cold. */
    private static final int WARM_UPS = 4;
    private static final int SECONDS = Integer.getInteger("seconds", 8);
    private static final int PER_SECOND = 500;
    private static final int PINGING = 1000;
    private static final Duration CALM = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final double BOUND_MILLIS = 5000;
    private static final double PING_BOUND_MILLIS = 20;

    private final Stores stores;
    private final Availability service;
    private final int mitras;
    private final List<Refill> refills = new ArrayList<>();

    /**
     * @param nanos
     *            from the moment at which it was empty
     */
    private record Refill(long nanos, OpenLoop.Result before, OpenLoop.Result meanwhile) {}

    Refills(Stores stores, Availability service, int mitras) {
        this.stores = stores;
        this.service = service;
        this.mitras = mitras;
    }

    List<Report.Row> rows() throws Exception {
        try (var pings = new OpenLoop(service.port(), requests());
                var valkey = stores.connectValkey();
                ExecutorService beside = Executors.newSingleThreadExecutor()) {
            for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
                refills.add(refill(pings, valkey, beside));
            }
        }
        refills.subList(0, WARM_UPS).clear();
        var times = new Percentiles(refills.stream().mapToLong(Refill::nanos));
        return List.of(
                new Report.Row("filling it after it was emptied", Arrays.asList((double) ROUNDS, times.at(0.50), times.at(0.99),
                        times.longest(), BOUND_MILLIS, null, null)),
                row("pings meanwhile, %d/s".formatted(PER_SECOND), refills.stream().map(Refill::meanwhile).toList()),
                row("pings in the second before", refills.stream().map(Refill::before).toList()));
    }

    private List<byte[]> requests() {
        return Mitras.tokens(PINGING, stores.issuer()).stream()
                .map(token -> "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Length: 0\r\n\r\n"
                        .formatted(Availability.PING, token).getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    private Refill refill(OpenLoop pings, ValkeyConnection valkey, ExecutorService beside) throws Exception {
        int seconds = SECONDS + (int) CALM.toSeconds();
        Future<OpenLoop.Result> pinging = beside.submit(() -> pings.round(seconds * PER_SECOND, PER_SECOND));
        TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
        long emptied = System.nanoTime();
        // Not by Valkey's only thread, which would let all wait: an empty Valkey is usually one that was started again.
        valkey.call("FLUSHALL", "ASYNC");
        awaitFilled(valkey);
        long filled = System.nanoTime();
        OpenLoop.Result all = pinging.get();
        return new Refill(filled - emptied, all.between(0, emptied), all.between(emptied, filled));
    }

    private void awaitFilled(ValkeyConnection valkey) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isFilled(valkey)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("The mirror is not filled again.");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean isFilled(ValkeyConnection valkey) throws IOException {
        return Long.valueOf(1).equals(valkey.call("HEXISTS", "mitras:meta", "epoch"))
                && Long.valueOf(mitras).equals(valkey.call("SCARD", "mitras:online"));
    }

    private static Report.Row row(String name, List<OpenLoop.Result> pings) {
        var times = new Percentiles(pings.stream().flatMapToLong(each -> Arrays.stream(each.nanos())));
        long count = pings.stream().mapToLong(each -> each.nanos().length).sum();
        long errors = pings.stream().mapToLong(OpenLoop.Result::errors).sum();
        return new Report.Row(name, Arrays.asList((double) count, times.at(0.50), times.at(0.99), times.longest(),
                PING_BOUND_MILLIS, (double) errors, null));
    }
}
