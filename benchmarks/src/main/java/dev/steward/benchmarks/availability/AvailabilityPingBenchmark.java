package dev.steward.benchmarks.availability;

import dev.steward.benchmarks.Benchmark;
import dev.steward.benchmarks.Report;
import dev.steward.benchmarks.availability.Statements.Statement;
import dev.steward.benchmarks.load.Load;
import dev.steward.benchmarks.load.Requests;
import dev.steward.benchmarks.load.Rounds;
import dev.steward.benchmarks.load.Sample;
import dev.steward.benchmarks.load.Variant;
import dev.steward.benchmarks.process.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** How many pings a second one replica takes, of many mitras with a token each. */
public final class AvailabilityPingBenchmark implements Benchmark {
    private static final int MITRAS = Integer.getInteger("mitras", 2000);
    private static final int WARM_UPS = 3;
    private static final int IDLE_SECONDS = 5;

    /** As many as the service remembers, and none. */
    private static final Map<String, String> REMEMBERING = Map.of("VERIFIED_TOKENS", "10000");
    private static final Map<String, String> FORGETFUL = Map.of("VERIFIED_TOKENS", "0");

    /** What the service does by itself, often. */
    private static final Map<String, String> RESTLESS = Map.of("HEARTBEAT_MIRROR_INTERVAL_SECONDS", "1",
            "VALKEY_ONLINE_MIRROR_SWEEP_SECONDS", "1", "MITRA_AUTO_OFFLINE_SWEEP_SECONDS", "1");

    private final Path folder;
    private final Load load;

    public AvailabilityPingBenchmark(Path folder, Load load) {
        this.folder = folder;
        this.load = load;
    }

    /** Who takes part. */
    private record Field(Variant alone, Variant script, Variant idle, Variant service, List<Variant> peers) {
        List<Variant> all() {
            List<Variant> all = new ArrayList<>(List.of(alone, script, idle, service));
            all.addAll(peers);
            return all;
        }
    }

    @Override
    public String name() {
        return "availability-ping";
    }

    @Override
    public Report run() throws Exception {
        try (Stores stores = new Stores(folder.resolve(name())).start()) {
            Statements statements = Statements.turnOn(stores);
            Mitras.only(MITRAS, stores);
            Set<Long> ofSweeps = statementsOfSweeps(stores, statements);
            List<String> tokens = Mitras.tokens(MITRAS, stores.issuer());
            Requests pings = Requests.bearing(tokens, "POST", stores.home().run().resolve("post"));
            Requests reads = Requests.bearing(tokens, "GET", stores.home().run().resolve("get"));
            try (Availability service = new Availability(stores, Map.of());
                    NoOp alone = new NoOp(List.of(), stores.home().log("no-op"));
                    NoOp script = new NoOp(script(stores, service, tokens.getFirst()), stores.home().log("script"));
                    IdleResource idle = new IdleResource(stores);
                    Fastify remembering = new Fastify(stores, MITRAS, REMEMBERING);
                    Fastify forgetful = new Fastify(stores, MITRAS, FORGETFUL)) {
                String ping = Availability.PING;
                return measured(new Field(
                        new Variant("Vert.x alone (floor)", alone.url(ping), pings, alone::cpu),
                        new Variant("Vert.x and the script of a ping (floor)", script.url(ping), pings, script::cpu),
                        new Variant("a GET of ours that does nothing", idle.url(), reads, idle::cpu),
                        new Variant("availability-service", service.url(ping), pings, service::cpu),
                        List.of(new Variant(Fastify.TITLE + ", verified tokens remembered", remembering.url(ping), pings,
                                remembering::cpu),
                                new Variant(Fastify.TITLE + ", each token verified", forgetful.url(ping), pings,
                                        forgetful::cpu))),
                        statements, ofSweeps);
            }
        }
    }

    /** All the SQL of a service that nobody asks anything. */
    private static Set<Long> statementsOfSweeps(Stores stores, Statements statements) throws Exception {
        var idle = new Availability(stores, RESTLESS);
        try {
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        } finally {
            idle.close();
        }
        return statements.ids();
    }

    /** As the service calls it: what Valkey saw of a ping, with a place for the mitra's id. */
    private static List<String> script(Stores stores, Availability service, String token)
            throws IOException, InterruptedException {
        // The first one brings the script's source.
        service.ask("POST", Availability.PING, token);
        try (var slowLog = new SlowLog(stores.connectValkey())) {
            service.ask("POST", Availability.PING, token);
            List<String> command = slowLog.scripts().stream().map(SlowLog.Call::command)
                    .filter(words -> words.contains(Mitras.id(0))).findFirst()
                    .orElseThrow(() -> new IllegalStateException("A ping calls no script with its mitra's id."));
            List<String> script = new ArrayList<>(List.of(stores.valkey().toString(), Integer.toString(MITRAS)));
            command.stream().skip(1).map(word -> word.equals(Mitras.id(0)) ? ScriptHandler.ID : word).forEach(script::add);
            return script;
        }
    }

    private Report measured(Field field, Statements statements, Set<Long> ofSweeps) throws Exception {
        load.warmUp(WARM_UPS, field.all());
        statements.forget();
        Rounds rounds = load.rounds(field.all());
        List<Statement> all = statements.all();
        List<Statement> ofPings = Statements.besides(all, ofSweeps);
        ofPings.forEach(each -> System.err.printf("  %d times for pings:%n%s%n", each.calls(), each.text()));
        Variant bestPeer = rounds.fastest(field.peers());
        List<Report.Row> rows = new ArrayList<>();
        for (Variant variant : field.all()) {
            boolean ours = variant == field.service();
            rows.add(new Report.Row(variant.name(), Arrays.asList(rounds.median(variant, Sample::requestsPerSecond),
                    rounds.median(variant, Sample::p50), rounds.median(variant, Sample::p99),
                    rounds.share(variant, field.alone(), Sample::requestsPerSecond),
                    rounds.share(variant, field.script(), Sample::requestsPerSecond),
                    rounds.share(variant, bestPeer, Sample::requestsPerSecond),
                    rounds.median(variant, Sample::cpuMicros), rounds.errors(variant),
                    ours ? (double) Statements.calls(ofPings) : null,
                    ours ? (double) Statements.calls(all) - Statements.calls(ofPings) : null)));
        }
        return Report.now(name(),
                "Pings of %d mitras in turn, each with a token (RS256) of its own: how many a second?".formatted(MITRAS),
                "one process each; " + load.method(),
                List.of("requests/s", "p50 ms", "p99 ms", "of the floor", "of the floor with the script",
                        "of the better peer", "CPU us/request", "errors", "SQL statements of pings", "of sweeps"),
                rows);
    }
}
