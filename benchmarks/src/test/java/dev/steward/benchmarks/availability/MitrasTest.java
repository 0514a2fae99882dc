package dev.steward.benchmarks.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class MitrasTest {
    @Test
    void areNumberedByTheirIds() {
        assertEquals("00000000-0000-7000-8000-0000000186a0", Mitras.id(100_000));
        assertEquals(7, UUID.fromString(Mitras.id(0)).version());
    }
}
