package dev.steward.local.operating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class PointInTimeTest {
    // 14:00 in Berlin.
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2030-06-01T12:00:00Z"), ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
            "15:30,                     2030-06-01T13:30:00Z",
            "9:05,                      2030-06-02T07:05:00Z",
            "14:00,                     2030-06-02T12:00:00Z",
            "+30m,                      2030-06-01T12:30:00Z",
            "+1d,                       2030-06-02T12:00:00Z",
            "2030-06-01T15:30,          2030-06-01T13:30:00Z",
            "2030-12-01T15:30:00,       2030-12-01T14:30:00Z",
            "2030-06-01T15:30:00Z,      2030-06-01T15:30:00Z",
            "2030-06-01T15:30:00+05:00, 2030-06-01T10:30:00Z",
            "' 15:30 ',                 2030-06-01T13:30:00Z"})
    void understandsWhatPeopleType(String text, Instant expected) {
        assertEquals(expected, PointInTime.parse(text, CLOCK).instant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "25:00", "15:61", "+", "+30", "30m", "-30m", "2030-13-01T00:00", "2030-01-01",
            "1893510000"})
    void refusesWhatItCannotBeSureOf(String text) {
        assertThrows(TypeConversionException.class, () -> PointInTime.parse(text, CLOCK));
    }

    @Test
    void isShownInFull() {
        assertEquals("Sat 2030-06-01 15:30:00 CEST (2030-06-01T13:30:00Z)",
                PointInTime.parse("15:30", CLOCK).shown(CLOCK));
    }
}
