package dev.steward.benchmarks.recording;

import dev.steward.benchmarks.Benchmark;
import dev.steward.benchmarks.Report;
import dev.steward.benchmarks.load.Figures;
import dev.steward.benchmarks.process.Loops;
import dev.steward.benchmarks.recording.Duel.Rounds;
import dev.steward.benchmarks.recording.ShopUnderTest.Round;
import dev.steward.kit.recording.shipping.RecordWriting;
import dev.steward.kit.recording.shipping.WholeRecorder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What recording costs the thread of a request, and what it costs to write a record, beside Logbook and beside nothing.
 */
public final class RecordingBenchmark implements Benchmark {
    /** How often both are asked: at the lower rate the event loop's core mostly sleeps, and wakes with cold caches. */
    private enum Pace {
        CALM("2,000/s", 2000),
        BUSY("10,000/s", 10_000);

        private final String text;
        private final int perSecond;

        Pace(String text, int perSecond) {
            this.text = text;
            this.perSecond = perSecond;
        }
    }

    private static final int ROUNDS = Integer.getInteger("rounds", 15);
    private static final int ITERATIONS = 5;
    private static final int REQUESTS = 4000;
    private static final int WARM_UP_ROUNDS = 50;
    private static final int AS_FAST_AS_THEY_ARE = 1_000_000;
    private static final String FLOOR = "not recorded (floor)";
    private static final String KIT = "the kit's recorder: a worker writes";
    private static final String LOGBOOK = "Logbook 4.0.3: the request's thread writes";
    private static final String GARBAGE = "gc.alloc.rate.norm";

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public Report run() throws Exception {
        Vertx vertx = Loops.vertx(1);
        try (ShopUnderTest floor = new ShopUnderTest(vertx, router -> {
        }, null)) {
            Map<Pace, Rounds> recorded = recorded(vertx, floor);
            Map<Pace, Rounds> logged = logged(vertx, floor);
            return report(recorded, logged, writing());
        } finally {
            vertx.close();
        }
    }

    private Report report(Map<Pace, Rounds> recorded, Map<Pace, Rounds> logged, Collection<RunResult> writing) {
        return Report.now(name(),
                "POST of an order (765 B) that is answered with 1,021 B of JSON; 12 and 10 header fields; a token, 3 cookies and 3 "
                        + "fields are masked by both. Request: how long the event loop is busy with it, from the bytes of the "
                        + "socket to those of the answer; what is added is the difference of the percentiles of two shops that chance "
                        + "takes turns with. Record: redacting and writing one, uncompressed; Logbook's part of it is in its request too.",
                "1 connection to each of two shops on one event loop, 2,000 or 10,000 requests/s of both, median of %d rounds of %d requests; records: JMH, 1 fork, %d iterations of 1 s"
                        .formatted(ROUNDS, REQUESTS, ITERATIONS),
                List.of("request p50 us", "p99 us", "added p50 us", "added p99 us", "added garbage B", "record us",
                        "record garbage B"),
                Stream.of(Pace.values())
                        .flatMap(pace -> rows(pace, recorded.get(pace), logged.get(pace), writing))
                        .toList());
    }

    private static Map<Pace, Rounds> recorded(Vertx vertx, ShopUnderTest floor) throws IOException {
        // What brings and takes records has loops of its own, so that that of the shops does nothing but requests.
        Vertx elsewhere = Loops.vertx();
        HttpServer observability = elsewhere.createHttpServer().requestHandler(request -> request.body().onSuccess(
                batch -> request.response().setStatusCode(202).end("{\"accepted\": 1, \"rejected\": []}")));
        int port = observability.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join().actualPort();
        try (WholeRecorder recorder = new WholeRecorder(elsewhere, new Settings("http://127.0.0.1:" + port));
                ShopUnderTest recorded = new ShopUnderTest(vertx, recorder::addTo, null)) {
            return rounds(new Duel(floor, recorded), recorder::lost);
        } finally {
            elsewhere.close();
        }
    }

    private static Map<Pace, Rounds> logged(Vertx vertx, ShopUnderTest floor) throws IOException {
        try (ShopUnderTest logged = new ShopUnderTest(vertx, router -> {
        }, new Logged())) {
            return rounds(new Duel(floor, logged), () -> 0);
        }
    }

    private static Map<Pace, Rounds> rounds(Duel duel, LongSupplier lost) throws IOException {
        duel.rounds(WARM_UP_ROUNDS, REQUESTS, AS_FAST_AS_THEY_ARE);
        long before = lost.getAsLong();
        Map<Pace, Rounds> rounds = new EnumMap<>(Pace.class);
        for (Pace pace : Pace.values()) {
            rounds.put(pace, duel.rounds(ROUNDS, REQUESTS, pace.perSecond));
        }
        if (lost.getAsLong() > before) {
            throw new IllegalStateException(lost.getAsLong() - before + " exchanges were not recorded.");
        }
        return rounds;
    }

    private static Collection<RunResult> writing() throws RunnerException {
        return new Runner(new OptionsBuilder()
                .include(RecordWriting.class.getName() + "\\.")
                .addProfiler(GCProfiler.class)
                .forks(1)
                .shouldFailOnError(true)
                .warmupIterations(4 * ITERATIONS).warmupTime(TimeValue.seconds(1))
                .measurementIterations(ITERATIONS).measurementTime(TimeValue.seconds(1))
                .jvmArgs("-XX:+UseSerialGC")
                .build()).run();
    }

    /** A record takes the same, however soon the next comes. */
    private static Stream<Report.Row> rows(Pace pace, Rounds recorded, Rounds logged, Collection<RunResult> writing) {
        Collection<RunResult> written = pace == Pace.CALM ? writing : List.of();
        return Stream.of(
                new Report.Row(FLOOR + ", " + pace.text, Arrays.asList(Figures.median(recorded.floors(), Round::p50),
                        Figures.median(recorded.floors(), Round::p99), null, null, null, null, null)),
                row(KIT + ", " + pace.text, recorded, figures(written, "kit")),
                row(LOGBOOK + ", " + pace.text, logged, figures(written, "logbook")));
    }

    private static Report.Row row(String name, Rounds rounds, List<Double> record) {
        List<Round> others = rounds.others();
        List<Round> floors = rounds.floors();
        return new Report.Row(name, Arrays.asList(Figures.median(others, Round::p50), Figures.median(others, Round::p99),
                Figures.added(others, floors, Round::p50), Figures.added(others, floors, Round::p99),
                Figures.added(others, floors, Round::garbage), record.get(0), record.get(1)));
    }

    private static List<Double> figures(Collection<RunResult> results, String name) {
        return results.stream().filter(result -> result.getPrimaryResult().getLabel().equals(name)).findFirst()
                .map(result -> List.of(result.getPrimaryResult().getScore(),
                        result.getSecondaryResults().get(GARBAGE).getScore()))
                .orElse(Arrays.asList(null, null));
    }
}
