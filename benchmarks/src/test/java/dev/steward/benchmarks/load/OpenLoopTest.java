package dev.steward.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OpenLoopTest {
    private static final int MILLI = 1_000_000;

    /** Due at 1, 2, 3 and 4 ms. */
    private final OpenLoop.Result result = new OpenLoop.Result(MILLI, 1000,
            new long[]{30 * MILLI, 10 * MILLI, 40 * MILLI, 20 * MILLI}, new boolean[]{true, false, true, false});

    @Test
    void tellsWhatWasDueWithinATime() {
        OpenLoop.Result within = result.between(2 * MILLI, 4 * MILLI);

        assertArrayEquals(new long[]{10 * MILLI, 40 * MILLI}, within.nanos());
        assertEquals(1, within.errors());
        assertEquals(2 * MILLI, within.first());
    }

    @Test
    void tellsNothingOfATimeBeforeOrAfter() {
        assertEquals(0, result.between(0, MILLI).nanos().length);
        assertEquals(0, result.between(5 * MILLI, 9 * MILLI).nanos().length);
        assertEquals(4, result.between(0, 9 * MILLI).nanos().length);
    }

    @Test
    void sortsForPercentiles() {
        assertEquals(20, result.millis(0.50));
        assertEquals(40, result.millis(0.99));
        assertEquals(2, result.errors());
    }
}
