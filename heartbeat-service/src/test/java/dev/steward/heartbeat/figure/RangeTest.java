package dev.steward.heartbeat.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.heartbeat.HeartbeatError;
import dev.steward.kit.problem.ProblemException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTest {
    @ParameterizedTest
    @CsvSource({
            "today, UTC,              2026-11-22T09:30:15Z, 2026-11-22T00:00:00Z",
            "today, Europe/Berlin,    2026-11-22T09:30:15Z, 2026-11-21T23:00:00Z",
            "today, Europe/Berlin,    2026-11-22T23:30:00Z, 2026-11-22T23:00:00Z",
            "today, America/New_York, 2026-11-22T03:00:00Z, 2026-11-21T05:00:00Z",
            // The day has 23 hours and begins an hour late: clocks are put forward at midnight.
            "today, America/Santiago, 2026-09-06T12:00:00Z, 2026-09-06T04:00:00Z",
            "1h,    Europe/Berlin,    2026-11-22T09:30:15Z, 2026-11-22T08:30:15Z",
            "24h,   Europe/Berlin,    2026-03-29T12:00:00Z, 2026-03-28T12:00:00Z"})
    void looksBack(String range, ZoneId zone, Instant now, Instant from) {
        assertEquals(from, Range.named(range).start(now, zone));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TODAY", "2h", "1h ", "today'; DROP TABLE event"})
    void refusesOthers(String range) {
        ProblemException refused = assertThrows(ProblemException.class, () -> Range.named(range));
        assertEquals(HeartbeatError.UNKNOWN_RANGE, refused.code());
    }
}
