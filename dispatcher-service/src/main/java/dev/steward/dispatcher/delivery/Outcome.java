package dev.steward.dispatcher.delivery;

/** What came of trying to send. */
sealed interface Outcome {
    /**
     * @param retryAfter
     *            the header of that name as it came; null without one
     */
    record Answered(int status, String excerpt, String retryAfter) implements Outcome {
        Answered(int status, String excerpt) {
            this(status, excerpt, null);
        }
    }

    /** A timeout or a network error: it may have arrived all the same. */
    record Unanswered(String error) implements Outcome {}

    /** It must not or cannot be sent, now or ever. */
    record Unsendable(String reason) implements Outcome {}

    /** Nothing left this worker: too late, or it is stopping. */
    record Unsent() implements Outcome {}
}
