package dev.steward.benchmarks.load;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Percentiles and medians. */
public final class Figures {
    private Figures() {}

    /**
     * @param sorted
     *            times in nanoseconds
     * @return in microseconds
     */
    public static double percentile(long[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * share) - 1)] / 1000.0;
    }

    public static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    /** The median of the rounds' own differences: each compares neighbours in time. */
    public static <T> double added(List<T> rounds, List<T> floor, ToDoubleFunction<T> figure) {
        double[] differences = new double[rounds.size()];
        Arrays.setAll(differences, i -> figure.applyAsDouble(rounds.get(i)) - figure.applyAsDouble(floor.get(i)));
        Arrays.sort(differences);
        return differences[differences.length / 2];
    }
}
