package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.RequestState.DELIVERED;
import static dev.steward.dispatcher.RequestState.EXPIRED;
import static dev.steward.dispatcher.RequestState.FAILED;
import static dev.steward.dispatcher.RequestState.STOPPED;

import dev.steward.dispatcher.RequestState;
import java.time.Duration;
import java.time.Instant;

/**
 * What follows from an outcome (DSP-4): success, else stop, else expired, else another attempt, else exhausted. Pure.
 */
sealed interface Decision {
    record Ended(RequestState state, String reason) implements Decision {}

    record Retry(Duration after) implements Decision {}

    /** As if it had never been claimed: no attempt is burnt. */
    record HandBack() implements Decision {}

    /**
     * @param pause
     *            before the next attempt, if there is one
     */
    static Decision decide(Task task, Outcome outcome, Instant now, Duration pause) {
        return switch (outcome) {
            case Outcome.Answered answer -> afterAnswer(task, answer.status(), now, pause);
            case Outcome.Unanswered(String error) -> afterFailure(task, error, now, pause);
            case Outcome.Unsendable(String reason) -> new Ended(FAILED, reason);
            case Outcome.Unsent() -> task.expiredAt(now) ? expired(task.attempts()) : new HandBack();
        };
    }

    private static Decision afterAnswer(Task task, int status, Instant now, Duration pause) {
        if (status == task.successCode()) {
            return new Ended(DELIVERED, "Answered " + status + ".");
        }
        if (task.stopsAt(status)) {
            return new Ended(STOPPED, "Answered " + status + ", a stop code.");
        }
        return afterFailure(task, "answered " + status, now, pause);
    }

    private static Decision afterFailure(Task task, String failure, Instant now, Duration pause) {
        if (task.expiredAt(now)) {
            return expired(task.number());
        }
        if (task.number() < task.attemptLimit()) {
            return new Retry(pause);
        }
        return new Ended(FAILED, "No attempt is left of %d; the last one: %s.".formatted(task.attemptLimit(), failure));
    }

    private static Decision expired(int attempts) {
        return new Ended(EXPIRED, "Expired after %d attempts.".formatted(attempts));
    }
}
