package dev.steward.kit.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PointClockTest {
    private static final Duration QUICK = Duration.ofMillis(10);

    private final PointClock unit = new PointClock(Clock.fixed(Windows.NOON, ZoneOffset.UTC));

    @Test
    void believesNoMoreThanTheCallTookTime() {
        unit.measured(Windows.NOON, Duration.ofMillis(800), Windows.NOON.plusMillis(790));
        assertEquals(Duration.ZERO, unit.offset());
    }

    @Test
    void followsAClockThatIsElsewhere() {
        unit.measured(Windows.NOON, QUICK, Windows.at(5));
        assertEquals(Duration.ofMinutes(5).minusMillis(5), unit.offset());
        assertEquals(Windows.at(5).minusMillis(5), unit.now());
    }

    @Test
    void keepsWhatALessExactMeasurementDoesNotContradict() {
        unit.measured(Windows.NOON, QUICK, Windows.at(5));
        Duration before = unit.offset();
        unit.measured(Windows.NOON, Duration.ofSeconds(2), Windows.at(5).plusMillis(300));
        assertEquals(before, unit.offset());
    }

    @Test
    void comesBackWhenTheClockIsPutRight() {
        unit.measured(Windows.NOON, QUICK, Windows.at(-5));
        unit.measured(Windows.NOON, QUICK, Windows.NOON);
        assertEquals(Duration.ZERO, unit.offset());
    }
}
