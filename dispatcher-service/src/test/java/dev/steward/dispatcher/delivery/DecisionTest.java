package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.delivery.Tasks.CREATED;
import static dev.steward.dispatcher.delivery.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.dispatcher.RequestState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {
    private static final Duration PAUSE = Duration.ofSeconds(12);
    private static final Instant IN_TIME = CREATED.plusSeconds(599);
    private static final Instant TOO_LATE = CREATED.plusSeconds(600);

    @ParameterizedTest
    @CsvSource({
            // answer, attempts before, limit, in time: decision
            "200, 0, 5, true,  DELIVERED",
            "200, 4, 5, true,  DELIVERED",
            "200, 4, 5, false, DELIVERED",
            "404, 0, 5, true,  STOPPED",
            "418, 0, 5, true,  STOPPED",
            "404, 4, 5, false, STOPPED",
            "500, 0, 5, true,  retry",
            "201, 0, 5, true,  retry",
            "302, 0, 5, true,  retry",
            "500, 3, 5, true,  retry",
            "500, 4, 5, true,  FAILED",
            "500, 0, 1, true,  FAILED",
            "500, 0, 5, false, EXPIRED",
            "500, 4, 5, false, EXPIRED",
            "0,   0, 5, true,  retry",
            "0,   4, 5, true,  FAILED",
            "0,   0, 5, false, EXPIRED",
    })
    void followsFromTheAnswer(int status, int attempts, int limit, boolean inTime, String expected) {
        Outcome outcome = status == 0 ? new Outcome.Unanswered("refused") : new Outcome.Answered(status, "");
        Task task = task(attempts, limit, TOO_LATE);

        assertEquals(expected, name(decide(task, outcome, inTime ? IN_TIME : TOO_LATE)));
    }

    @Test
    void waitsAsLongAsItIsTold() {
        assertEquals(new Decision.Retry(PAUSE), decide(task(), new Outcome.Answered(503, ""), IN_TIME));
    }

    @Test
    void neverExpiresWithoutAnExpiry() {
        Instant aLongTimeLater = CREATED.plus(Duration.ofDays(10_000));

        assertEquals("retry", name(decide(task(0, 2, null), new Outcome.Answered(500, ""), aLongTimeLater)));
    }

    @Test
    void doesNotRetryWhatCanNeverBeSent() {
        assertEquals(new Decision.Ended(RequestState.FAILED, "forbidden"),
                decide(task(), new Outcome.Unsendable("forbidden"), IN_TIME));
    }

    @Test
    void handsBackWhatWasNotSentUnlessItsTimeIsOver() {
        assertEquals("handed back", name(decide(task(), new Outcome.Unsent(), IN_TIME)));
        assertEquals("EXPIRED", name(decide(task(), new Outcome.Unsent(), TOO_LATE)));
    }

    @Test
    void saysWhyItEnded() {
        assertEquals("Answered 418, a stop code.", reason(new Outcome.Answered(418, ""), task()));
        assertEquals("No attempt is left of 5; the last one: answered 500.",
                reason(new Outcome.Answered(500, ""), task(4, 5, null)));
        assertEquals("No attempt is left of 5; the last one: the host is unknown.",
                reason(new Outcome.Unanswered("the host is unknown"), task(4, 5, null)));
    }

    private static String reason(Outcome outcome, Task task) {
        return ((Decision.Ended) decide(task, outcome, IN_TIME)).reason();
    }

    private static Decision decide(Task task, Outcome outcome, Instant now) {
        return Decision.decide(task, outcome, now, PAUSE);
    }

    static String name(Decision decision) {
        return switch (decision) {
            case Decision.Ended ended -> ended.state().name();
            case Decision.Retry retry -> "retry";
            case Decision.HandBack handBack -> "handed back";
        };
    }
}
