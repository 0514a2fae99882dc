package dev.steward.observability.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.kit.recording.tally.DurationBuckets;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    private static final double AN_EIGHTH = 0.125;

    @Property
    void areAtMostAnEighthOff(@ForAll @NotEmpty List<@LongRange(min = 64, max = 100_000_000) Long> micros) {
        long[] buckets = new long[DurationBuckets.COUNT];
        micros.forEach(one -> buckets[DurationBuckets.of(one)]++);
        List<Long> sorted = micros.stream().sorted().toList();
        Percentiles percentiles = new Percentiles(buckets, Collections.max(micros));
        for (double share : List.of(0.0, 0.5, 0.95, 0.99, 1.0)) {
            long exact = sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
            assertTrue(Math.abs(percentiles.at(share) - exact) <= exact * AN_EIGHTH + 1, () -> share + " of " + sorted);
        }
    }

    @Test
    void areNothingOfNothing() {
        assertEquals(0, new Percentiles(new long[0], 0).at(0.5));
    }
}
