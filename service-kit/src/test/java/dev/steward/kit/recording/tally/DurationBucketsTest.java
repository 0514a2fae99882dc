package dev.steward.kit.recording.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationBucketsTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "63, 0", "64, 1", "79, 1", "80, 2", "127, 4", "128, 5", "1000, 16", "1000000, 56",
            "3758096384, 104", "9223372036854775807, 104"})
    void puts(long micros, int bucket) {
        assertEquals(bucket, DurationBuckets.of(micros));
    }

    @Property
    void eachBucketHoldsWhatLiesBetweenItsEdges(@ForAll @LongRange(max = 4_000_000_000L) long micros) {
        int bucket = DurationBuckets.of(micros);
        assertTrue(DurationBuckets.from(bucket) <= micros);
        assertTrue(bucket == DurationBuckets.COUNT - 1 || micros < DurationBuckets.from(bucket + 1));
    }
}
