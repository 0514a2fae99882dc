package dev.steward.dispatcher.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeadsTest {
    private static final long BEGUN = Long.MAX_VALUE - 5;
    private static final Instant HEAD = Instant.parse("2026-03-01T12:00:00Z");

    private final Heads heads = new Heads(BEGUN);
    private final UUID destination = UUID.randomUUID();

    @Test
    void remembersWhereADestinationBegins() {
        heads.learn(Map.of(destination, HEAD));
        heads.learn(Map.of(destination, HEAD.plusSeconds(1)));

        assertEquals(Map.of(destination, HEAD.plusSeconds(1)), heads.at(BEGUN));
    }

    @Test
    void looksFromTheBeginningEveryFewSeconds() {
        heads.learn(Map.of(destination, HEAD));
        long later = BEGUN + Heads.VALID.toNanos();

        assertEquals(HEAD, heads.at(later - 1).get(destination));
        assertNull(heads.at(later).get(destination));
        assertTrue(heads.at(later).containsKey(destination));
        heads.learn(Map.of(destination, HEAD));
        assertEquals(HEAD, heads.at(later + 1).get(destination));
    }

    @Test
    void knowsABoundedNumber() {
        heads.learn(Map.of(destination, HEAD));
        for (int i = 0; i < Heads.MOST; i++) {
            heads.learn(Map.of(UUID.randomUUID(), HEAD));
        }

        assertEquals(Heads.MOST, heads.at(BEGUN).size());
        assertFalse(heads.at(BEGUN).containsKey(destination));
    }
}
