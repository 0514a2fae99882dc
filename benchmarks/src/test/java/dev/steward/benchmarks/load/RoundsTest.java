package dev.steward.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final Variant floor = variant("floor");
    private final Variant other = variant("other");
    private final Rounds rounds = new Rounds();

    @Test
    void comparesNeighboursInTime() {
        measured(floor, 100, 10, 100);
        measured(other, 50, 10, 25);

        // The medians' own quotient would be 0.25.
        assertEquals(0.5, rounds.share(other, floor, Sample::requestsPerSecond));
        assertEquals(25, rounds.median(other, Sample::requestsPerSecond));
    }

    @Test
    void takesTheFasterByItsMedian() {
        measured(floor, 30, 30, 30);
        measured(other, 10, 20, 1000);

        assertEquals(floor, rounds.fastest(List.of(other, floor)));
    }

    @Test
    void countsTheErrorsOfAllRounds() {
        measured(floor, 100, 100, 100);

        assertEquals(3, rounds.errors(floor));
    }

    private void measured(Variant variant, double... perSecond) {
        for (double each : perSecond) {
            rounds.add(variant, new Sample(each, 1, 2, 1000, 1, 0));
        }
    }

    private static Variant variant(String name) {
        return new Variant(name, "http://127.0.0.1/", () -> Duration.ZERO);
    }
}
