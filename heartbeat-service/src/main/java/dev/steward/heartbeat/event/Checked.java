package dev.steward.heartbeat.event;

/** What reading one item of a batch came to. */
sealed interface Checked {
    record Valid(Event event) implements Checked {}

    /**
     * @param id
     *            null where the item has none that could be repeated
     */
    record Invalid(String id, String reason) implements Checked {}
}
