package dev.steward.availability.stream;

/**
 * One server-sent event.
 *
 * @param name
 *            null for a comment
 */
record StreamEvent(String name, String data) {
    /** Changes may have been missed. */
    static final StreamEvent RESET = new StreamEvent("reset", "{}");

    /** Keeps the connection open. */
    static final StreamEvent COMMENT = new StreamEvent(null, "");
}
