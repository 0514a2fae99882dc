package dev.steward.local.operating;

/** What an installation answered instead of doing it, as a sentence for the person at the terminal. */
public final class CallFailed extends RuntimeException {
    private static final int FAILED = 1;
    private static final int INVALID = 3;

    private final int exitCode;

    private CallFailed(String sentence, int exitCode) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    /** It may work later, or for somebody else. */
    static CallFailed failed(String sentence, Object... values) {
        return new CallFailed(sentence.formatted(values), FAILED);
    }

    /** It will not work, however often it is tried. */
    static CallFailed invalid(String sentence, Object... values) {
        return new CallFailed(sentence.formatted(values), INVALID);
    }

    boolean isInvalid() {
        return exitCode == INVALID;
    }

    public int exitCode() {
        return exitCode;
    }
}
