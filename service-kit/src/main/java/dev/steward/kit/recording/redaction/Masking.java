package dev.steward.kit.recording.redaction;

/**
 * One call's tally of masked values, and what it may still spend: hostile input ends in an omission, not in a busy
 * worker.
 */
final class Masking {
    static final String MASK = "***";
    private static final int MAX_LAYERS = 8;
    private static final int MAX_NESTING = 250;
    private static final int STEPS_PER_CHARACTER = 100;
    private static final int FREE_STEPS = 50_000;

    private long steps;
    private int layers;
    private int nesting;
    private int masked;

    Masking(int length) {
        this.steps = FREE_STEPS + (long) STEPS_PER_CHARACTER * length;
    }

    String mask(String value) {
        if (!MASK.equals(value)) {
            masked++;
        }
        return MASK;
    }

    /** The same for a part of a text. */
    String mask(String text, int from, int to) {
        if (to - from != MASK.length() || !text.startsWith(MASK, from)) {
            masked++;
        }
        return MASK;
    }

    int masked() {
        return masked;
    }

    /** Forgets what an abandoned attempt has counted. */
    void backTo(int masked) {
        this.masked = masked;
    }

    void spend(int characters) {
        steps -= characters + 1L;
        if (steps < 0) {
            throw Unreadable.TOO_COMPLEX;
        }
    }

    /** An encoding inside an encoding; false when there are too many of them to look further. */
    boolean enterLayer() {
        return layers++ < MAX_LAYERS;
    }

    void leaveLayer() {
        layers--;
    }

    void enterNesting() {
        if (nesting++ >= MAX_NESTING) {
            nesting--;
            throw Unreadable.TOO_COMPLEX_HERE;
        }
    }

    void leaveNesting() {
        nesting--;
    }
}
