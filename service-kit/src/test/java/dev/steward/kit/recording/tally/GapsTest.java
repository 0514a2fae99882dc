package dev.steward.kit.recording.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapsTest {
    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

    private final Gaps gaps = new Gaps();

    @Test
    void joinsWhatWasLostInOneMinuteForOneReason() {
        gaps.add(gap(NOON.plusSeconds(9), false, 3));
        gaps.add(gap(NOON.plusSeconds(4), false, 2));
        gaps.add(gap(NOON.plusSeconds(5), true, 1));
        gaps.add(gap(NOON.plusSeconds(60), false, 1));
        List<Gap> told = gaps.drain();
        assertEquals(3, told.size());
        assertTrue(told.contains(new Gap("api", NOON.plusSeconds(4), NOON.plusSeconds(9), false, "queue-full", 5)),
                told::toString);
        assertTrue(gaps.isEmpty());
    }

    @Test
    void staysSmallHoweverLongItLasts() {
        for (int minute = 0; minute < 100_000; minute++) {
            gaps.add(gap(NOON.plus(Duration.ofMinutes(minute)), false, 1));
        }
        List<Gap> told = gaps.drain();
        assertTrue(told.size() < 3000, told.size() + " gaps");
        assertEquals(100_000, told.stream().mapToLong(Gap::exchanges).sum());
    }

    private static Gap gap(Instant at, boolean failures, int exchanges) {
        return new Gap("api", at, at, failures, "queue-full", exchanges);
    }
}
