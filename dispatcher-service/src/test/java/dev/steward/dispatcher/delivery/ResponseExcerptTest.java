package dev.steward.dispatcher.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.mutiny.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class ResponseExcerptTest {
    private final ResponseExcerpt excerpt = new ResponseExcerpt();

    @Test
    void keepsAShortResponse() {
        assertTrue(excerpt.take(Buffer.buffer("all ")));
        assertTrue(excerpt.take(Buffer.buffer("well ✓")));

        assertEquals("all well ✓", excerpt.text());
        assertFalse(excerpt.isCut());
    }

    @Test
    void keepsTwoKibibytesAndReadsSixtyFour() {
        for (int i = 0; i < 64; i++) {
            assertTrue(excerpt.take(Buffer.buffer("x".repeat(1024))));
        }
        assertFalse(excerpt.take(Buffer.buffer("y")));

        assertTrue(excerpt.isCut());
        assertEquals("x".repeat(2048), excerpt.text());
    }

    @Test
    void cutsNoCharacterInTwo() {
        excerpt.take(Buffer.buffer("x".repeat(2047) + "€uro"));

        assertEquals("x".repeat(2047), excerpt.text());
    }

    @Test
    void makesAnyBytesStorable() {
        excerpt.take(Buffer.buffer(new byte[]{'a', 0, (byte) 0xFF, 'b'}));

        assertEquals("a\uFFFD\uFFFDb", excerpt.text());
    }
}
