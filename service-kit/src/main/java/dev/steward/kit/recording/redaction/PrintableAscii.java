package dev.steward.kit.recording.redaction;

/** What nearly all of recorded text is. */
final class PrintableAscii {
    private static final int GLANCE = 128;

    private PrintableAscii() {}

    /**
     * How many characters the text starts with that are printable ASCII. It looks at copies of its parts: a loop over
     * charAt asks of each character anew how wide it is, where a JVM has seen texts of both widths.
     */
    static int prefix(String text) {
        char[] glance = new char[Math.min(GLANCE, text.length())];
        for (int from = 0; from < text.length(); from += GLANCE) {
            int count = Math.min(GLANCE, text.length() - from);
            text.getChars(from, from + count, glance, 0);
            for (int i = 0; i < count; i++) {
                if (glance[i] < ' ' || glance[i] > '~') {
                    return from + i;
                }
            }
        }
        return text.length();
    }
}
