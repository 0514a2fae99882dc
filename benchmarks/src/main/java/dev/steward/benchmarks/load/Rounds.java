package dev.steward.benchmarks.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured of each variant, round by round. */
public final class Rounds {
    private final Map<Variant, List<Sample>> samples = new HashMap<>();

    void add(Variant variant, Sample sample) {
        samples.computeIfAbsent(variant, first -> new ArrayList<>()).add(sample);
    }

    public double median(Variant variant, ToDoubleFunction<Sample> figure) {
        return Figures.median(samples.get(variant), figure);
    }

    /** The median of the rounds' own ratios: each compares neighbours in time. */
    public double share(Variant variant, Variant other, ToDoubleFunction<Sample> figure) {
        List<Sample> rounds = samples.get(variant);
        List<Sample> others = samples.get(other);
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < rounds.size(); round++) {
            shares.add(figure.applyAsDouble(rounds.get(round)) / figure.applyAsDouble(others.get(round)));
        }
        return Figures.median(shares, Double::doubleValue);
    }

    /** Of all rounds. */
    public double errors(Variant variant) {
        return samples.get(variant).stream().mapToLong(Sample::errors).sum();
    }

    public Variant fastest(List<Variant> variants) {
        return variants.stream().max(Comparator.comparingDouble(each -> median(each, Sample::requestsPerSecond))).orElseThrow();
    }
}
