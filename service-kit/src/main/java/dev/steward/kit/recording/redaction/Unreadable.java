package dev.steward.kit.recording.redaction;

/** Thrown where the input stops making sense; what was understood before stays, the rest is left out. */
final class Unreadable extends RuntimeException {
    static final Unreadable HERE = new Unreadable("malformed");
    static final Unreadable TOO_COMPLEX_HERE = new Unreadable("too deeply nested");
    /** Ends the whole call. */
    static final Unreadable TOO_COMPLEX = new Unreadable("too complex");

    private Unreadable(String reason) {
        super(reason, null, false, false);
    }
}
