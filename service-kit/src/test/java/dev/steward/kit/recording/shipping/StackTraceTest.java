package dev.steward.kit.recording.shipping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StackTraceTest {
    @Test
    void tellsEachCauseOnceThoughTheyGoInACircle() {
        Exception inner = new IllegalStateException("inner");
        Exception outer = new IllegalArgumentException("outer", inner);
        inner.initCause(outer);
        String text = StackTrace.of(outer);
        assertTrue(text.startsWith("java.lang.IllegalArgumentException: outer\n    at "));
        assertEquals(2, text.split("java.lang.Illegal").length - 1);
        assertTrue(text.contains("Caused by: java.lang.IllegalStateException: inner\n"));
    }

    @Test
    void isBoundedHoweverDeepItIs() {
        StackOverflowError deep = overflow();
        assertTrue(StackTrace.of(deep).lines().count() <= 62);
    }

    private static StackOverflowError overflow() {
        try {
            return recurse(1);
        } catch (StackOverflowError e) {
            return e;
        }
    }

    private static StackOverflowError recurse(int depth) {
        return depth < 0 ? null : recurse(depth + 1);
    }
}
