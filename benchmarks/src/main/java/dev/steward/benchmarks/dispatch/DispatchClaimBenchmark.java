package dev.steward.benchmarks.dispatch;

import dev.steward.benchmarks.Benchmark;
import dev.steward.benchmarks.Report;
import dev.steward.benchmarks.dispatch.ClaimPlans.Claim;
import dev.steward.benchmarks.process.Stores;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** Whether a claim stays as cheap with a million pending as with a thousand. */
public final class DispatchClaimBenchmark implements Benchmark {
    private static final int FEW = 1000;
    private static final int MANY = Integer.getInteger("pending", 1_000_000);
    private static final int PER_SECOND = 200;
    private static final int SECONDS = 5;
    private static final int LIMIT = 10;
    private static final Map<String, String> SETTINGS = Map.of("DELIVERY_QUEUE_LIMIT", Integer.toString(LIMIT),
            "DELIVERY_IN_FLIGHT", "64", "DELIVERY_DESTINATION_CONCURRENCY", "16");
    // What timed out comes again when all is over.
    private static final String PATIENT = ",\"httpTimeoutSeconds\":2,\"attemptIntervalSeconds\":3600";

    private static final String BESIDE = "of a host's " + PER_SECOND + "/s, all the pending being for a silent host";
    private static final String IDLE = "of nothing, all the pending being for a paused host";
    private static final String DRAINING = "of " + LIMIT + " of the pending, as their host answers again";

    private final Path folder;

    public DispatchClaimBenchmark(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "dispatch-claim";
    }

    @Override
    public Report run() throws Exception {
        try (Stores stores = new Stores(folder.resolve(name())).start()) {
            ClaimPlans.turnOn(stores);
            try (Receiver host = new Receiver(stores.home().log("host"));
                    Receiver live = new Receiver(stores.home().log("live"));
                    Dispatcher dispatcher = new Dispatcher(stores, 0, SETTINGS)) {
                Stage stage = new Stage(stores, dispatcher, host, live, new ClaimPlans(stores.log()));
                // Warms up.
                stage.play(FEW);
                Map<String, List<Claim>> few = stage.play(FEW);
                Map<String, List<Claim>> many = stage.play(MANY);
                return Report.now(name(),
                        "Pages of PostgreSQL that a claim looks at, with few and with many tasks due, by the plans that "
                                + "auto_explain wrote down for the service's own claims.",
                        "%d and %d pending, medians".formatted(FEW, MANY),
                        List.of("pages with few", "pages with many", "many of few", "tasks with few", "tasks with many",
                                "claims with few", "claims with many"),
                        few.keySet().stream().map(scene -> row(scene, few.get(scene), many.get(scene))).toList());
            }
        }
    }

    private static Report.Row row(String scene, List<Claim> few, List<Claim> many) {
        double pages = median(few, Claim::buffers);
        double morePages = median(many, Claim::buffers);
        return new Report.Row(scene, Arrays.asList(pages, morePages, morePages / pages, median(few, Claim::tasks),
                median(many, Claim::tasks), (double) few.size(), (double) many.size()));
    }

    private static double median(List<Claim> claims, ToDoubleFunction<Claim> figure) {
        if (claims.isEmpty()) {
            throw new IllegalStateException("No claim is among the plans: is its statement another now?");
        }
        double[] sorted = claims.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The same scenes for any number of pending tasks. */
    private record Stage(Stores stores, Dispatcher dispatcher, Receiver host, Receiver live, ClaimPlans plans) {
        private static final Duration PATIENCE = Duration.ofSeconds(60);
        private static final String PAUSE = "UPDATE dispatcher.destination SET paused = %s WHERE origin LIKE '%%:%d'";

        Map<String, List<Claim>> play(int pending) throws Exception {
            Map<String, List<Claim>> scenes = new LinkedHashMap<>();
            host.expect(pending);
            host.silent(true);
            dispatcher.enqueueAll(0, pending, host.uri(), PATIENT);
            stores.execute("VACUUM (ANALYZE) dispatcher.task, dispatcher.request, dispatcher.destination");
            live.expect(PER_SECOND * SECONDS);
            scenes.put(BESIDE, during(this::flow, claim -> claim.tasks() > 0));
            paused(true);
            scenes.put(IDLE, during(Stage::pass, claim -> claim.tasks() == 0));
            host.silent(false);
            host.expect(pending);
            scenes.put(DRAINING, during(this::drain, claim -> claim.tasks() == LIMIT));
            return scenes;
        }

        private interface Action {
            void run() throws Exception;
        }

        private List<Claim> during(Action action, Predicate<Claim> counts) throws Exception {
            plans.forget();
            action.run();
            return plans.claims().stream().filter(counts).toList();
        }

        private void flow() throws Exception {
            Pace.Times times = new Pace(PER_SECOND * SECONDS, 0, PER_SECOND, URI.create(live.uri())).unblocked(
                    number -> dispatcher.enqueue(Message.request(number, live.uri(), "")));
            live.await((int) LongStream.of(times.answered()).filter(answered -> answered > 0).count(), PATIENCE);
        }

        private static void pass() {
            LockSupport.parkNanos(Duration.ofSeconds(SECONDS).toNanos());
        }

        /** All of them, or for some seconds. */
        private void drain() throws Exception {
            paused(false);
            pass();
            paused(true);
            stores.execute("TRUNCATE dispatcher.task");
            paused(false);
        }

        private void paused(boolean on) throws Exception {
            stores.execute(PAUSE.formatted(on, URI.create(host.uri()).getPort()));
        }
    }
}
