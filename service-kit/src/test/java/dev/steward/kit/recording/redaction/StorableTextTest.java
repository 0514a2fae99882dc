package dev.steward.kit.recording.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StorableTextTest {
    private static final int LONG = 700;

    @Test
    void plainTextIsKeptAsItIs() {
        String plain = "a word ~ ".repeat(100);
        assertSame(plain, StorableText.ofLine(plain));
        assertSame(plain, StorableText.ofBody(plain));
    }

    @Property
    void oneOddCharacterIsFoundAnywhere(@ForAll @IntRange(max = LONG) int before, @ForAll @IntRange(max = LONG) int after) {
        String head = "x".repeat(before);
        String tail = "y".repeat(after);
        assertEquals(head + "\u2400" + tail, StorableText.ofBody(head + "\0" + tail));
        assertEquals(head + "\uFFFD" + tail, StorableText.ofBody(head + "\uD800" + tail));
        assertEquals(head + "\u2421" + tail, StorableText.ofBody(head + "\u007F" + tail));
        assertEquals(head + "\uFFFD" + tail, StorableText.ofBody(head + "\u0085" + tail));
        assertEquals(head + "\u240A" + tail, StorableText.ofLine(head + "\n" + tail));
        assertEquals(head + "\n\u00E9\uD83D\uDE00" + tail, StorableText.ofBody(head + "\n\u00E9\uD83D\uDE00" + tail));
    }
}
