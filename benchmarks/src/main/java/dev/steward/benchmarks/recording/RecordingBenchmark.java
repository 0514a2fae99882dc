package dev.steward.benchmarks.recording;

import dev.steward.benchmarks.Benchmark;
import dev.steward.benchmarks.Report;
import dev.steward.benchmarks.load.Figures;
import dev.steward.benchmarks.process.Loops;
import dev.steward.benchmarks.recording.ShopUnderTest.Round;
import dev.steward.kit.recording.shipping.RecordWriting;
import dev.steward.kit.recording.shipping.WholeRecorder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What recording costs the thread of a request, and what it costs to write a record, beside Logbook and beside nothing.
 */
public final class RecordingBenchmark implements Benchmark {
    private static final int SECONDS = Integer.getInteger("seconds", 5);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int PER_SECOND = 2000;
    private static final int WARM_UP_ROUNDS = 2;
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
        Map<String, List<Round>> rounds = requests();
        Collection<RunResult> writing = writing();
        List<Round> floor = rounds.get(FLOOR);
        return Report.now(name(),
                "POST of an order (765 B) that is answered with 1,021 B of JSON; 12 and 10 header fields; a token, 3 cookies and 3 "
                        + "fields are masked by both. Request: how long the event loop is busy with it, from the bytes of the "
                        + "socket to those of the answer; what is added is the difference of the percentiles with and without, "
                        + "round by round. Record: redacting and writing one, uncompressed; Logbook's part of it is in its request too.",
                "1 connection, %d requests/s, median of %d alternating rounds of %d s; records: JMH, 1 fork, %d iterations of 1 s"
                        .formatted(PER_SECOND, ROUNDS, SECONDS, ROUNDS),
                List.of("request p50 us", "p99 us", "added p50 us", "added p99 us", "added garbage B", "record us",
                        "record garbage B"),
                List.of(row(FLOOR, floor, floor, null), row(KIT, rounds.get(KIT), floor, result(writing, "kit")),
                        row(LOGBOOK, rounds.get(LOGBOOK), floor, result(writing, "logbook"))));
    }

    private static Map<String, List<Round>> requests() throws IOException {
        Vertx vertx = Loops.vertx();
        // What brings and takes records has loops of its own, so that those of the shops do nothing but requests.
        Vertx elsewhere = Loops.vertx();
        HttpServer observability = elsewhere.createHttpServer().requestHandler(request -> request.body().onSuccess(
                batch -> request.response().setStatusCode(202).end("{\"accepted\": 1, \"rejected\": []}")));
        int port = observability.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join().actualPort();
        try (WholeRecorder recorder = new WholeRecorder(elsewhere, new Settings("http://127.0.0.1:" + port));
                ShopUnderTest floor = new ShopUnderTest(vertx, router -> {
                }, null);
                ShopUnderTest recorded = new ShopUnderTest(vertx, recorder::addTo, null);
                ShopUnderTest logged = new ShopUnderTest(vertx, router -> {
                }, new Logged())) {
            Map<String, ShopUnderTest> shops = Map.of(FLOOR, floor, KIT, recorded, LOGBOOK, logged);
            rounds(shops, WARM_UP_ROUNDS);
            long lost = recorder.lost();
            Map<String, List<Round>> rounds = rounds(shops, ROUNDS);
            if (recorder.lost() > lost) {
                throw new IllegalStateException(recorder.lost() - lost + " exchanges were not recorded.");
            }
            return rounds;
        } finally {
            vertx.close();
            elsewhere.close();
        }
    }

    private static Map<String, List<Round>> rounds(Map<String, ShopUnderTest> shops, int count) throws IOException {
        Map<String, List<Round>> rounds = new LinkedHashMap<>();
        for (int round = 0; round < count; round++) {
            for (String name : List.of(FLOOR, KIT, LOGBOOK)) {
                rounds.computeIfAbsent(name, absent -> new ArrayList<>())
                        .add(shops.get(name).round(SECONDS * PER_SECOND, PER_SECOND));
            }
        }
        return rounds;
    }

    private static Collection<RunResult> writing() throws RunnerException {
        return new Runner(new OptionsBuilder()
                .include(RecordWriting.class.getName() + "\\.")
                .addProfiler(GCProfiler.class)
                .forks(1)
                .shouldFailOnError(true)
                .warmupIterations(4 * ROUNDS).warmupTime(TimeValue.seconds(1))
                .measurementIterations(ROUNDS).measurementTime(TimeValue.seconds(1))
                .jvmArgs("-XX:+UseSerialGC")
                .build()).run();
    }

    private static RunResult result(Collection<RunResult> results, String name) {
        return results.stream().filter(result -> result.getPrimaryResult().getLabel().equals(name)).findFirst().orElseThrow();
    }

    private static Report.Row row(String name, List<Round> rounds, List<Round> floor, RunResult writing) {
        List<Double> figures = new ArrayList<>(List.of(Figures.median(rounds, Round::p50), Figures.median(rounds, Round::p99)));
        if (writing == null) {
            figures.addAll(Collections.nCopies(5, null));
        } else {
            Result<?> garbage = writing.getSecondaryResults().get(GARBAGE);
            figures.addAll(List.of(Figures.added(rounds, floor, Round::p50), Figures.added(rounds, floor, Round::p99),
                    Figures.added(rounds, floor, Round::garbage), writing.getPrimaryResult().getScore(), garbage.getScore()));
        }
        return new Report.Row(name, figures);
    }
}
