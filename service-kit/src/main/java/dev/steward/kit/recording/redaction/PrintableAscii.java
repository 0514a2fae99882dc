package dev.steward.kit.recording.redaction;

/** What nearly all of recorded text is; told at a glance, of many characters at once. */
final class PrintableAscii {
    private static final int GLANCE = 128;

    private PrintableAscii() {}

    /** Up to where all is printable ASCII, rounded down to whole glances. */
    static int prefix(String text) {
        int length = text.length();
        char[] glance = length < GLANCE ? null : new char[GLANCE];
        int from = 0;
        for (; length - from >= GLANCE; from += GLANCE) {
            text.getChars(from, from + GLANCE, glance, 0);
            int other = 0;
            for (char c : glance) {
                other |= c - ' ' | '~' - c;
            }
            if (other < 0) {
                break;
            }
        }
        return from;
    }
}
