package dev.steward.observability.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.kit.problem.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class CursorTest {
    @Property(tries = 200)
    void isReadAsItWasWritten(@ForAll @LongRange(min = -1_000_000_000_000L, max = 4_000_000_000_000_000L) long micros,
            @ForAll long high, @ForAll long low) {
        Cursor cursor = new Cursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new UUID(high, low));
        assertEquals(cursor, Cursor.of(cursor.text()));
    }

    @Property(tries = 200)
    void refusesEverythingElse(@ForAll String text) {
        assertThrows(ProblemException.class, () -> Cursor.of(text));
    }

    @Example
    void refusesWhatOnlyLooksRight() {
        assertThrows(ProblemException.class, () -> Cursor.of("OTk5OTk5OTk5OTk5OTk5OTk5OTkgeA"));
        assertThrows(ProblemException.class, () -> Cursor.of(""));
    }
}
