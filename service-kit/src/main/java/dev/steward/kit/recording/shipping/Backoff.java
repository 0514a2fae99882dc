package dev.steward.kit.recording.shipping;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between failed attempts: each twice the last, up to a bound, less up to a quarter so that services do not
 * come in step.
 */
final class Backoff {
    private final long firstNanos;
    private final long longestNanos;
    private long next;

    Backoff(Duration first, Duration longest) {
        this.firstNanos = first.toNanos();
        this.longestNanos = longest.toNanos();
        reset();
    }

    void reset() {
        next = firstNanos;
    }

    /** The pause after one more failure. */
    long failed() {
        long pause = next;
        next = Math.min(longestNanos, 2 * next);
        return pause - ThreadLocalRandom.current().nextLong(pause / 4 + 1);
    }
}
