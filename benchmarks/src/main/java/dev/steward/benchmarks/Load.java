package dev.steward.benchmarks;

import dev.steward.infra.programs.Program;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Puts variants under load in turns, so that what slows the machine slows every variant; the first round only warms up.
 */
final class Load {
    private static final int CONNECTIONS = 32;
    private static final int SECONDS = Integer.getInteger("seconds", 5);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final List<String> COLUMNS = List.of("requests/s", "p50 ms", "p99 ms", "of the floor", "CPU us/request",
            "CPU of the floor", "errors");

    private final Wrk wrk;

    Load(Program wrk) {
        this.wrk = new Wrk(wrk, CONNECTIONS, SECONDS);
    }

    /** The first variant is the floor that the others are compared with, round by round. */
    Report compare(String name, String question, List<Variant> variants) throws IOException, InterruptedException {
        Map<Variant, List<Sample>> samples = new HashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (Variant variant : variants) {
                Sample sample = sample(variant);
                if (round > 0) {
                    samples.computeIfAbsent(variant, any -> new ArrayList<>()).add(sample);
                }
            }
        }
        List<Sample> floor = samples.get(variants.getFirst());
        return Report.now(name, question,
                "%d connections, median of %d rounds of %d s".formatted(CONNECTIONS, ROUNDS, SECONDS), COLUMNS,
                variants.stream().map(variant -> row(variant.name(), samples.get(variant), floor)).toList());
    }

    private Sample sample(Variant variant) throws IOException, InterruptedException {
        Duration before = variant.cpu().get();
        Sample sample = wrk.load(variant.url());
        return sample.with(variant.cpu().get().minus(before));
    }

    /** A share is the median of the rounds' own ratios: each compares neighbours in time. */
    private static Report.Row row(String variant, List<Sample> rounds, List<Sample> floor) {
        return new Report.Row(variant, List.of(
                median(rounds, Sample::requestsPerSecond), median(rounds, Sample::p50), median(rounds, Sample::p99),
                share(rounds, floor, Sample::requestsPerSecond), median(rounds, Sample::cpuMicros),
                share(rounds, floor, Sample::cpuMicros), (double) rounds.stream().mapToLong(Sample::errors).sum()));
    }

    private static double share(List<Sample> rounds, List<Sample> floor, ToDoubleFunction<Sample> figure) {
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < rounds.size(); round++) {
            shares.add(figure.applyAsDouble(rounds.get(round)) / figure.applyAsDouble(floor.get(round)));
        }
        return median(shares, Double::doubleValue);
    }

    private static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
        List<Double> sorted = rounds.stream().map(figure::applyAsDouble).sorted(Comparator.naturalOrder()).toList();
        return sorted.get(sorted.size() / 2);
    }
}
