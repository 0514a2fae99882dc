package dev.steward.availability.mitra;

/**
 * Which mitras to list; null: whichever.
 *
 * @param text
 *            part of the display name, whatever its case
 */
record MitraFilter(State state, String text) {
    public enum State {
        ONLINE,
        OFFLINE,
        DEACTIVATED
    }
}
