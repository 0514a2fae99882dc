package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.delivery.Tasks.CREATED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Backoff;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausesTest {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Outcome NO_ANSWER = new Outcome.Unanswered("refused");

    private final Pauses pauses = new Pauses(new Settings.LongestPauses(LONGEST, Duration.ofHours(24)));

    @ParameterizedTest
    @CsvSource({
            // backoff, interval, attempts before, chance: milliseconds
            "FIXED,       10,    0,   0.9, 10000",
            "FIXED,       10,    99,  0.9, 10000",
            "EXPONENTIAL, 10,    0,   0,   10000",
            "EXPONENTIAL, 10,    1,   0,   20000",
            "EXPONENTIAL, 10,    2,   0,   40000",
            "EXPONENTIAL, 10,    2,   0.5, 45000",
            "EXPONENTIAL, 10,    2,   1,   50000",
            "EXPONENTIAL, 10,    8,   0,   2560000",
            "EXPONENTIAL, 10,    9,   0,   3600000",
            "EXPONENTIAL, 10,    999, 0,   3600000",
            "EXPONENTIAL, 10,    999, 1,   4500000",
            "EXPONENTIAL, 86400, 0,   0,   86400000",
            "EXPONENTIAL, 86400, 5,   0,   86400000",
    })
    void followsTheBackoff(Backoff backoff, int interval, int attempts, double chance, long millis) {
        Task task = Tasks.paced(new Pace(Duration.ofSeconds(interval), backoff), attempts, null);

        assertEquals(Duration.ofMillis(millis), pauses.after(task, NO_ANSWER, CREATED, chance));
    }

    @ParameterizedTest
    @CsvSource({
            // Retry-After, seconds until the expiry (0: never): seconds
            "5,                             0,       10",
            "11,                            0,       11",
            "nonsense,                      0,       10",
            "86400,                         0,       86400",
            "86401,                         0,       86400",
            "99999999999,                   0,       86400",
            "300,                           600,     300",
            "601,                           600,     600",
            "172800,                        1000000, 172800",
            "'Sun, 01 Mar 2026 12:01:00 GMT', 0,     59",
            "'Sun, 01 Mar 2026 11:00:00 GMT', 0,     10",
    })
    void waitsAsLongAsTheReceiverAsksForButNotBeyondTheExpiry(String retryAfter, int untilExpiry, int seconds) {
        Instant now = Instant.parse("2026-03-01T12:00:01Z");
        Task task = Tasks.paced(Tasks.every(10), 0, untilExpiry == 0 ? null : now.plusSeconds(untilExpiry));

        assertEquals(Duration.ofSeconds(seconds), pauses.after(task, new Outcome.Answered(503, "", retryAfter), now, 0.5));
    }

    @Test
    void takesTheLongerOfBothPauses() {
        Task task = Tasks.paced(new Pace(Duration.ofSeconds(60), Backoff.EXPONENTIAL), 4, null);

        assertEquals(Duration.ofSeconds(960), pauses.after(task, new Outcome.Answered(429, "", "120"), CREATED, 0));
        assertEquals(Duration.ofSeconds(1200), pauses.after(task, new Outcome.Answered(429, "", "1200"), CREATED, 0));
    }

    @Property
    void neverGoesBelowTheIntervalNorFarAboveTheLongest(@ForAll Backoff backoff,
            @ForAll @IntRange(min = 1, max = 86_400) int interval,
            @ForAll @IntRange(max = 1_000_000) int attempts, @ForAll @DoubleRange(max = 1) double chance) {
        Duration own = Duration.ofSeconds(interval);
        Duration pause = pauses.after(Tasks.paced(new Pace(own, backoff), attempts, null), NO_ANSWER, CREATED, chance);

        assertTrue(pause.compareTo(own) >= 0);
        Duration most = own.compareTo(LONGEST) > 0 ? own : LONGEST;
        assertTrue(pause.compareTo(most.multipliedBy(5).dividedBy(4)) <= 0, pause.toString());
    }

    @Property
    void growsFromAttemptToAttempt(@ForAll @IntRange(min = 1, max = 86_400) int interval,
            @ForAll @IntRange(max = 100) int attempts,
            @ForAll @DoubleRange(max = 1) double chance) {
        Pace pace = new Pace(Duration.ofSeconds(interval), Backoff.EXPONENTIAL);
        Duration one = pauses.after(Tasks.paced(pace, attempts, null), NO_ANSWER, CREATED, chance);
        Duration next = pauses.after(Tasks.paced(pace, attempts + 1, null), NO_ANSWER, CREATED, chance);

        assertTrue(next.compareTo(one) >= 0);
    }

    @Property
    void isNeverShorterThanTheReceiverAsksForWhileTheRequestLives(@ForAll @IntRange(max = 86_400) int asked,
            @ForAll Backoff backoff,
            @ForAll @IntRange(max = 50) int attempts) {
        Task task = Tasks.paced(new Pace(Duration.ofSeconds(10), backoff), attempts, CREATED.plus(Duration.ofDays(2)));

        Duration pause = pauses.after(task, new Outcome.Answered(429, "", String.valueOf(asked)), CREATED, 0);

        assertTrue(pause.toSeconds() >= asked);
    }
}
