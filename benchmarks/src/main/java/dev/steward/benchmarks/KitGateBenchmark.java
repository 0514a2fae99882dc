package dev.steward.benchmarks;

import dev.steward.kit.maintenance.KitGate;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What the kit's gate costs a request of a service while its channel is open. */
final class KitGateBenchmark implements Benchmark {
    private static final int ITERATIONS = Integer.getInteger("rounds", 5);

    @Override
    public String name() {
        return "kit-gate";
    }

    @Override
    public Report run() throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                .include(KitGate.class.getName() + "\\.")
                .forks(1)
                .shouldFailOnError(true)
                .warmupIterations(3).warmupTime(TimeValue.seconds(1))
                .measurementIterations(ITERATIONS).measurementTime(TimeValue.seconds(1))
                .jvmArgs("-XX:+UseSerialGC")
                .build()).run();
        List<Report.Row> rows = results.stream()
                .map(result -> new Report.Row(KitGate.NAMES.get(result.getPrimaryResult().getLabel()),
                        List.of(result.getPrimaryResult().getScore(), result.getPrimaryResult().getScoreError())))
                .sorted((one, other) -> Double.compare(one.figures().getFirst(), other.figures().getFirst()))
                .toList();
        return Report.now(name(), "Which channel is the path of, and is it open? From memory, once for each request.",
                "JMH, 1 fork, %d iterations of 1 s".formatted(ITERATIONS), List.of("ns/request", "+/-"), rows);
    }
}
