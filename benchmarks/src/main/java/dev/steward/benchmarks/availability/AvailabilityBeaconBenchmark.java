package dev.steward.benchmarks.availability;

import dev.steward.benchmarks.Benchmark;
import dev.steward.benchmarks.Report;
import dev.steward.benchmarks.load.Load;
import dev.steward.benchmarks.load.Rounds;
import dev.steward.benchmarks.load.Sample;
import dev.steward.benchmarks.load.Variant;
import dev.steward.benchmarks.process.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How many beacons a second one replica answers, with few and with many mitras online. */
public final class AvailabilityBeaconBenchmark implements Benchmark {
    private static final List<Integer> ONLINE = List.of(100, 10_000, 100_000);
    private static final int WARM_UPS = 5;
    private static final String HELD_MILLIS = "1000";

    private final Path folder;
    private final Load load;

    public AvailabilityBeaconBenchmark(Path folder, Load load) {
        this.folder = folder;
        this.load = load;
    }

    @Override
    public String name() {
        return "availability-beacon";
    }

    @Override
    public Report run() throws Exception {
        List<Report.Row> rows = new ArrayList<>();
        try (Stores stores = new Stores(folder.resolve(name())).start();
                NoOp alone = new NoOp(List.of(), stores.home().log("no-op"));
                IdleResource idle = new IdleResource(stores);
                Availability service = new Availability(stores, Availability.ALWAYS_FRESH)) {
            for (int online : ONLINE) {
                Mitras.only(online, stores);
                service.awaitMirrored(online, stores.serviceToken());
                rows.addAll(rows(online, stores, alone, idle, service));
            }
        }
        return Report.now(name(), "The beacon: how many a second, by how many mitras are online?",
                "one process each; " + load.method(), List.of("requests/s", "p50 ms", "p99 ms", "of the floor",
                        "of a GET that does nothing", "of the better peer", "CPU us/request", "errors"),
                rows);
    }

    private List<Report.Row> rows(int online, Stores stores, NoOp alone, IdleResource idle, Availability service)
            throws Exception {
        try (Fastify asking = new Fastify(stores, online, Map.of());
                Fastify holding = new Fastify(stores, online, Map.of("HELD_MS", HELD_MILLIS))) {
            String suffix = ", %d online".formatted(online);
            Variant floor = new Variant("Vert.x alone (floor)" + suffix, alone.url(Availability.BEACON), alone::cpu);
            Variant noOp = new Variant("a GET of ours that does nothing" + suffix, idle.url(), idle::cpu);
            Variant ours = new Variant("availability-service" + suffix, service.url(Availability.BEACON), service::cpu);
            List<Variant> peers = List.of(
                    new Variant(Fastify.TITLE + ", asks Valkey each time" + suffix, asking.url(Availability.BEACON),
                            asking::cpu),
                    new Variant(Fastify.TITLE + ", from memory for 1 s" + suffix, holding.url(Availability.BEACON),
                            holding::cpu));
            List<Variant> all = new ArrayList<>(List.of(floor, noOp, ours));
            all.addAll(peers);
            load.warmUp(WARM_UPS, all);
            Rounds rounds = load.rounds(all);
            Variant bestPeer = rounds.fastest(peers);
            return all.stream().map(variant -> row(variant, rounds, floor, noOp, bestPeer)).toList();
        }
    }

    private static Report.Row row(Variant variant, Rounds rounds, Variant floor, Variant noOp, Variant bestPeer) {
        return new Report.Row(variant.name(), List.of(rounds.median(variant, Sample::requestsPerSecond),
                rounds.median(variant, Sample::p50), rounds.median(variant, Sample::p99),
                rounds.share(variant, floor, Sample::requestsPerSecond),
                rounds.share(variant, noOp, Sample::requestsPerSecond),
                rounds.share(variant, bestPeer, Sample::requestsPerSecond), rounds.median(variant, Sample::cpuMicros),
                rounds.errors(variant)));
    }
}
