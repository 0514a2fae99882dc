package dev.steward.dispatcher.delivery;

import java.time.Instant;

/** An attempt with what follows from it, on its way into the store: what does not apply is null. */
record Conclusion(Task task, Attempt attempt, Decision decision) {
    private static final long OVERHEAD = 512;

    boolean wasSent() {
        return !(attempt.outcome() instanceof Outcome.Unsent);
    }

    Instant startedAt() {
        return wasSent() ? attempt.startedAt() : null;
    }

    Integer durationMillis() {
        return wasSent() ? (int) attempt.took().toMillis() : null;
    }

    Integer status() {
        return attempt.outcome() instanceof Outcome.Answered answer ? answer.status() : null;
    }

    String excerpt() {
        return attempt.outcome() instanceof Outcome.Answered answer ? answer.excerpt() : null;
    }

    String error() {
        return switch (attempt.outcome()) {
            case Outcome.Unanswered(String error) -> error;
            case Outcome.Unsendable(String reason) -> reason;
            case Outcome.Answered answer -> null;
            case Outcome.Unsent() -> null;
        };
    }

    String state() {
        return decision instanceof Decision.Ended ended ? ended.state().name() : null;
    }

    String reason() {
        return decision instanceof Decision.Ended ended ? ended.reason() : null;
    }

    Double pauseSeconds() {
        return decision instanceof Decision.Retry retry ? retry.after().toMillis() / 1000.0 : null;
    }

    /** When it is due again, where it is put back as it was. */
    Instant due() {
        return decision instanceof Decision.HandBack ? task.due() : null;
    }

    /** Roughly, in bytes. */
    long weight() {
        return OVERHEAD + (excerpt() == null ? 0 : excerpt().length());
    }
}
