package dev.steward.kit.recording.shipping;

/** What became of a batch that was sent. */
sealed interface Outcome {
    /**
     * @param receipt
     *            the answer's body, which names the records that were not stored
     */
    record Taken(String receipt) implements Outcome {}

    /** Sending the same again would end the same. */
    record Refused(int status) implements Outcome {}

    /** Nobody answered, or somebody who cannot now. */
    record Unanswered(Throwable cause) implements Outcome {}
}
