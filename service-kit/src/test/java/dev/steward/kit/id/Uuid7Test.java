package dev.steward.kit.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class Uuid7Test {
    private static final long YEAR_3000 = 32_503_680_000_000_000L;

    @Property
    void sortsByTheMicrosecond(@ForAll @LongRange(max = YEAR_3000) long micros, @ForAll @LongRange(min = 1) long apart) {
        UUID earlier = at(micros);
        UUID later = at(micros + apart % YEAR_3000 + 1);
        // As PostgreSQL compares them: byte by byte, without a sign.
        assertTrue(earlier.toString().compareTo(later.toString()) < 0, earlier + " " + later);
    }

    @Property
    void isOfVersion7AndTellsItsMillisecond(@ForAll @LongRange(max = YEAR_3000) long micros) {
        UUID id = at(micros);
        assertEquals(7, id.version());
        assertEquals(2, id.variant());
        assertEquals(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS), Uuid7.timeOf(id));
    }

    private static UUID at(long micros) {
        return Uuid7.at(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
