package dev.steward.local.supervision;

import java.time.Duration;

/**
 * How long to wait before a process that died is started again: doubling, and from the beginning after one that lived
 * long enough.
 */
public record Backoff(Duration first, Duration longest, Duration goodLife) {
    public static final Backoff USUAL = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));

    /**
     * @param last
     *            the wait before the life that just ended; zero for the first life
     */
    Duration after(Duration life, Duration last) {
        if (last.isZero() || life.compareTo(goodLife) >= 0) {
            return first;
        }
        Duration doubled = last.multipliedBy(2);
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }
}
