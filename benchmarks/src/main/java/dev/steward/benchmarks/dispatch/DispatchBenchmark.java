package dev.steward.benchmarks.dispatch;

import dev.steward.benchmarks.Benchmark;
import dev.steward.benchmarks.Report;
import dev.steward.benchmarks.process.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

/** How many a second are delivered out of a backlog, by us and by others who do the same work. */
public final class DispatchBenchmark implements Benchmark {
    private static final int MESSAGES = Integer.getInteger("messages", 60_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    // Each may have as many attempts under way as it is fastest with.
    private static final int OURS_AT_ONCE = 1024;
    private static final int FLOOR_AT_ONCE = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Path folder;

    public DispatchBenchmark(Path folder) {
        this.folder = folder;
    }

    /**
     * @param cpuMicros
     *            per delivery
     * @param postgresMicros
     *            likewise
     */
    private record Sample(double perSecond, double cpuMicros, double postgresMicros) {}

    @Override
    public String name() {
        return "dispatch";
    }

    @Override
    public Report run() throws Exception {
        List<Contestant> contestants = new ArrayList<>();
        try (Stores stores = new Stores(folder.resolve(name())).start();
                Receiver receiver = new Receiver(stores.home().log("receiver"))) {
            try {
                contestants.add(new FloorContestant(receiver.uri(), FLOOR_AT_ONCE));
                contestants.add(new DispatcherContestant(stores, receiver.uri(), OURS_AT_ONCE));
                for (Peer peer : Peer.values()) {
                    contestants.add(new PeerContestant(peer, stores, receiver.uri(), peer.concurrency));
                }
                return report(rounds(contestants, stores, receiver));
            } finally {
                for (Contestant contestant : contestants) {
                    contestant.close();
                }
            }
        }
    }

    private Map<String, List<Sample>> rounds(List<Contestant> contestants, Stores stores, Receiver receiver) throws Exception {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (Contestant contestant : contestants) {
                Sample sample = sample(contestant, stores, receiver);
                System.err.printf("  round %d, %s: %.0f/s%n", round, contestant.title(), sample.perSecond());
                if (round > 0) {
                    samples.computeIfAbsent(contestant.title(), absent -> new ArrayList<>()).add(sample);
                }
            }
        }
        return samples;
    }

    private static Sample sample(Contestant contestant, Stores stores, Receiver receiver) throws Exception {
        receiver.expect(MESSAGES);
        long attempts = contestant.attempts();
        contestant.enqueue(MESSAGES);
        Duration cpu = contestant.cpu();
        Duration postgres = stores.cpu();
        receiver.await(MESSAGES, PATIENCE);
        while (contestant.waiting() > 0) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        double cpuMicros = contestant.cpu().minus(cpu).toNanos() / 1e3 / MESSAGES;
        double postgresMicros = stores.cpu().minus(postgres).toNanos() / 1e3 / MESSAGES;
        requireOneAttemptEach(contestant, attempts);
        return new Sample(perSecond(receiver.arrivals()), cpuMicros, postgresMicros);
    }

    /** Else it did other work than the rest. */
    private static void requireOneAttemptEach(Contestant contestant, long before) throws Exception {
        long made = contestant.attempts() - before;
        if (made != MESSAGES) {
            throw new IllegalStateException("%s has %d attempts on record for %d messages"
                    .formatted(contestant.title(), made, MESSAGES));
        }
    }

    /** From the first to the last, so that it does not matter how soon somebody looks. */
    private static double perSecond(List<Receiver.Arrival> arrivals) {
        long first = arrivals.stream().mapToLong(Receiver.Arrival::first).min().orElseThrow();
        long last = arrivals.stream().mapToLong(Receiver.Arrival::first).max().orElseThrow();
        return (arrivals.size() - 1) * 1e9 / (last - first);
    }

    private Report report(Map<String, List<Sample>> samples) {
        List<List<Sample>> all = List.copyOf(samples.values());
        List<Sample> floor = all.getFirst();
        List<Sample> bestPeer = all.subList(2, all.size()).stream()
                .max(Comparator.comparingDouble(rounds -> median(rounds, Sample::perSecond))).orElseThrow();
        return Report.now(name(),
                "A backlog of requests with 1 kB of JSON, all due, for one receiver on the same machine: how many are delivered "
                        + "a second? Each has one attempt on record, every commit is on disk.",
                "%d requests, one process each, median of %d alternating rounds after a warm-up".formatted(MESSAGES, ROUNDS),
                List.of("deliveries/s", "of the floor", "of the best peer", "CPU us/delivery", "CPU of PostgreSQL us/delivery"),
                samples.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue(), floor, bestPeer)).toList());
    }

    /** A share is the median of the rounds' own ratios: each compares neighbours in time. */
    private static Report.Row row(String variant, List<Sample> rounds, List<Sample> floor, List<Sample> bestPeer) {
        return new Report.Row(variant, List.of(median(rounds, Sample::perSecond), share(rounds, floor), share(rounds, bestPeer),
                median(rounds, Sample::cpuMicros), median(rounds, Sample::postgresMicros)));
    }

    private static double share(List<Sample> rounds, List<Sample> others) {
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < rounds.size(); round++) {
            shares.add(rounds.get(round).perSecond() / others.get(round).perSecond());
        }
        return median(shares, Double::doubleValue);
    }

    private static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
