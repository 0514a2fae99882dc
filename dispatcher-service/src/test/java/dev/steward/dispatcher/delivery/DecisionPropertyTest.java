package dev.steward.dispatcher.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.RequestState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DecisionPropertyTest {
    private static final Instant CREATED = Tasks.CREATED;
    private static final Duration PAUSE = Duration.ofSeconds(7);

    @Property
    void deliversExactlyWhatTheSuccessCodeAnswers(@ForAll("tasks") Task task, @ForAll("outcomes") Outcome outcome,
            @ForAll @IntRange(max = 1000) int seconds) {
        boolean success = outcome instanceof Outcome.Answered answer && answer.status() == task.successCode();

        assertEquals(success, ends(decide(task, outcome, seconds), RequestState.DELIVERED));
    }

    @Property
    void stopsAtEveryStopCodeThatIsNotTheSuccessCode(@ForAll("tasks") Task task, @ForAll("outcomes") Outcome outcome,
            @ForAll @IntRange(max = 1000) int seconds) {
        boolean stop = outcome instanceof Outcome.Answered answer && answer.status() != task.successCode()
                && (task.stopCodes().contains(answer.status()) || answer.status() == 418);

        assertEquals(stop, ends(decide(task, outcome, seconds), RequestState.STOPPED));
    }

    @Property
    void triesAgainOnlyWhileTimeAndAttemptsAreLeft(@ForAll("tasks") Task task, @ForAll("outcomes") Outcome outcome,
            @ForAll @IntRange(max = 1000) int seconds) {
        if (decide(task, outcome, seconds) instanceof Decision.Retry retry) {
            assertTrue(task.number() < task.attemptLimit());
            assertTrue(task.expireAt() == null || CREATED.plusSeconds(seconds).isBefore(task.expireAt()));
            assertEquals(PAUSE, retry.after());
        }
    }

    @Property
    void expiresOnlyWhatHasExpired(@ForAll("tasks") Task task, @ForAll("outcomes") Outcome outcome,
            @ForAll @IntRange(max = 1000) int seconds) {
        if (ends(decide(task, outcome, seconds), RequestState.EXPIRED)) {
            assertTrue(task.expiredAt(CREATED.plusSeconds(seconds)));
        }
    }

    @Property
    void burnsNoAttemptForWhatWasNotSent(@ForAll("tasks") Task task, @ForAll @IntRange(max = 1000) int seconds) {
        Decision decision = decide(task, new Outcome.Unsent(), seconds);

        assertTrue(decision instanceof Decision.HandBack || ends(decision, RequestState.EXPIRED));
    }

    /** A receiver that never answers well: the request ends, and no attempt has a number above the limit. */
    @Property
    void endsAfterAtMostItsLimit(@ForAll("tasks") Task first, @ForAll @IntRange(min = 500, max = 599) int status,
            @ForAll @IntRange(min = 1, max = 100) int secondsPerRound) {
        Task task = first;
        int seconds = 0;
        while (decide(task, new Outcome.Answered(status, ""), seconds) instanceof Decision.Retry) {
            assertTrue(task.number() <= task.attemptLimit());
            task = again(task);
            seconds += secondsPerRound;
        }
        Decision last = decide(task, new Outcome.Answered(status, ""), seconds);
        assertNotEquals("handed back", DecisionTest.name(last));
        assertTrue(task.number() <= task.attemptLimit());
    }

    @Provide
    Arbitrary<Task> tasks() {
        Arbitrary<Integer> status = Arbitraries.integers().between(200, 499);
        Arbitrary<Integer> limit = Arbitraries.integers().between(1, 50);
        Arbitrary<Instant> expiry = Arbitraries.integers().between(1, 1000).map(CREATED::plusSeconds).injectNull(0.3);
        return Combinators.combine(status, status.list().ofMaxSize(5), expiry, limit, Arbitraries.integers().between(0, 49))
                .as((success, stops, expireAt, most, made) -> new Task(UUID.randomUUID(), UUID.randomUUID(),
                        Tasks.lease(Duration.ofSeconds(10)),
                        Tasks.post("http://example.com"), success, stops, CREATED, expireAt, Math.min(made, most - 1), most,
                        Tasks.every(60), Duration.ofSeconds(30), CREATED));
    }

    @Provide
    Arbitrary<Outcome> outcomes() {
        return Arbitraries.oneOf(List.<Arbitrary<Outcome>>of(
                Arbitraries.integers().between(200, 599).map(status -> new Outcome.Answered(status, "")),
                Arbitraries.just(new Outcome.Answered(418, "")),
                Arbitraries.just(new Outcome.Unanswered("refused")),
                Arbitraries.just(new Outcome.Unsendable("forbidden")),
                Arbitraries.just(new Outcome.Unsent())));
    }

    private static Decision decide(Task task, Outcome outcome, int seconds) {
        return Decision.decide(task, outcome, CREATED.plusSeconds(seconds), PAUSE);
    }

    private static boolean ends(Decision decision, RequestState state) {
        return decision instanceof Decision.Ended ended && ended.state() == state;
    }

    private static Task again(Task task) {
        return new Task(task.id(), task.destination(), task.lease(), task.content(), task.successCode(), task.stopCodes(),
                task.createdAt(),
                task.expireAt(), task.number(), task.attemptLimit(), task.pace(), task.httpTimeout(), task.due());
    }
}
