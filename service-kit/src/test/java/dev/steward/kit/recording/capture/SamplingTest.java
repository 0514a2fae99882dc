package dev.steward.kit.recording.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {
    private static final String LOWEST = "ffffffffffffffffff00000000000000";
    private static final String HIGHEST = "00000000000000000affffffffffffff";

    @Test
    void keepsAllAtOneAndNoneAtZero() {
        assertTrue(Sampling.at(1).keeps(LOWEST));
        assertFalse(Sampling.at(0).keeps(HIGHEST));
    }

    @Test
    void decidesByTheLast56BitsAsOpenTelemetryDoes() {
        assertTrue(Sampling.at(0.5).keeps("00000000000000000080000000000000"));
        assertFalse(Sampling.at(0.5).keeps("0000000000000000007fffffffffffff"));
    }

    @Test
    void keepsTheShareItIsTold() {
        Random random = new Random(7);
        Sampling sampling = Sampling.at(0.2);
        long kept = IntStream.range(0, 100_000).filter(i -> sampling.keeps(traceId(random))).count();
        assertEquals(20_000, kept, 600);
    }

    @Test
    void whatALowerRateKeepsAHigherOneKeepsToo() {
        Random random = new Random(8);
        for (int i = 0; i < 10_000; i++) {
            String traceId = traceId(random);
            assertTrue(!Sampling.at(0.1).keeps(traceId) || Sampling.at(0.3).keeps(traceId));
        }
    }

    @Test
    void refusesARateThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> Sampling.at(1.1));
        assertThrows(IllegalArgumentException.class, () -> Sampling.at(Double.NaN));
    }

    private static String traceId(Random random) {
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }
}
