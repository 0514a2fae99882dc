package dev.steward.dispatcher.delivery;

/** What came of trying to send. */
sealed interface Outcome {
    record Answered(int status, String excerpt) implements Outcome {}

    /** A timeout or a network error: it may have arrived all the same. */
    record Unanswered(String error) implements Outcome {}

    /** It must not or cannot be sent, now or ever. */
    record Unsendable(String reason) implements Outcome {}

    /** Nothing left this worker: too late, or it is stopping. */
    record Unsent() implements Outcome {}
}
