package dev.steward.kit.recording.redaction;

/** One look at a text that tells which of the expensive looks can be spared. */
final class Traits {
    static final int PAIR = 1;
    static final int PERCENT = 1 << 1;
    static final int ESCAPE = 1 << 2;
    static final int MARKUP = 1 << 3;
    static final int BRACKET = 1 << 4;
    static final int BLANK = 1 << 5;
    static final int OTHER = 1 << 6;
    static final int AMPERSAND = 1 << 7;

    private static final int STRUCTURE = PAIR | PERCENT | ESCAPE | MARKUP | BRACKET | OTHER;
    /** Shorter than any token that is known by its looks. */
    private static final int SHORTEST_TOKEN = 12;
    /** As in {@code pin 1234}. */
    private static final int SHORTEST_PHRASE = 8;
    private static final byte[] CLASSES = classes();

    private Traits() {}

    static int of(String text, int from, int to) {
        int traits = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            traits |= c < 128 ? CLASSES[c] & 0xFF : OTHER;
        }
        return traits;
    }

    /** Whether a text of these traits is certainly kept as it is. */
    static boolean isPlain(int traits, int length) {
        if ((traits & STRUCTURE) != 0) {
            return length < 2;
        }
        return length < ((traits & BLANK) != 0 ? SHORTEST_PHRASE : SHORTEST_TOKEN);
    }

    static boolean has(int traits, int wanted) {
        return (traits & wanted) != 0;
    }

    private static byte[] classes() {
        byte[] classes = new byte[128];
        for (int c = 0; c < 128; c++) {
            classes[c] = (byte) switch (c) {
                case '=', ':' -> PAIR;
                case '%' -> PERCENT;
                case '\\' -> ESCAPE;
                case '<' -> MARKUP;
                case '&' -> AMPERSAND;
                case '{', '[', '(', '?', '#', ';' -> BRACKET;
                case ' ', '\t', '\r', '\n' -> BLANK;
                default -> c < ' ' || c == 127 ? OTHER : 0;
            };
        }
        return classes;
    }
}
