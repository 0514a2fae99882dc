package dev.steward.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A variant's rounds in figures.
 *
 * @param shareOfFloor
 *            requests per second over the floor's, the median of the rounds' own ratios: each compares neighbours in
 *            time, so that a slow minute of the machine counts for both
 */
record Result(String variant, double requestsPerSecond, double p50, double p99, double shareOfFloor, long errors) {

    static Result of(String variant, List<Sample> rounds, List<Sample> floor) {
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < rounds.size(); round++) {
            shares.add(rounds.get(round).requestsPerSecond() / floor.get(round).requestsPerSecond());
        }
        return new Result(variant, median(rounds, Sample::requestsPerSecond), median(rounds, Sample::p50),
                median(rounds, Sample::p99),
                median(shares, Double::doubleValue), rounds.stream().mapToLong(Sample::errors).sum());
    }

    private static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
        List<Double> sorted = rounds.stream().map(figure::applyAsDouble).sorted(Comparator.naturalOrder()).toList();
        return sorted.get(sorted.size() / 2);
    }
}
