package dev.steward.kit.recording.shipping;

/** What became of a batch that was sent. */
sealed interface Outcome {
    /**
     * @param why
     *            the reason of the first rejection, or null
     */
    record Taken(int rejected, String why) implements Outcome {}

    /** Sending the same again would end the same. */
    record Refused(int status) implements Outcome {}

    /** Nobody answered, or somebody who cannot now. */
    record Unanswered(Throwable cause) implements Outcome {}
}
