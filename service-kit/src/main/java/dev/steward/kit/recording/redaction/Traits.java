package dev.steward.kit.recording.redaction;

/**
 * One look at a text that tells which of the expensive looks can be spared: bits for what occurs in it, and two counts.
 */
final class Traits {
    /** What may stand between a name and a value. */
    static final int PAIR = 1;
    static final int PERCENT = 1 << 1;
    static final int ESCAPE = 1 << 2;
    static final int MARKUP = 1 << 3;
    static final int CURLY = 1 << 4;
    static final int BLANK = 1 << 5;
    static final int LINE = 1 << 6;
    static final int AMPERSAND = 1 << 7;
    static final int DIGIT = 1 << 8;
    /** A quote, a parenthesis, or a dash that starts a word: in a sentence, they may introduce a secret. */
    static final int QUOTE = 1 << 9;
    /** A word that may be {@code Bearer} or {@code Basic}. */
    static final int SCHEME = 1 << 10;
    private static final int TOKEN = 1 << 11;

    /** Shorter than any token that is known by its looks. */
    static final int SHORTEST_TOKEN = 13;
    private static final int STRUCTURE = PAIR | PERCENT | ESCAPE | MARKUP | CURLY | AMPERSAND;
    private static final int RUN = 16;
    private static final int DIGITS = 24;
    private static final int MOST = 127;
    private static final short[] CLASSES = classes();

    private Traits() {}

    static int of(String text, int from, int to) {
        int traits = 0;
        int run = 0;
        int longest = 0;
        int digits = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int kind = c < 128 ? CLASSES[c] : unusual(c);
            if ((kind & TOKEN) == 0) {
                run = 0;
            } else if (run++ == 0) {
                kind |= c == '-' ? QUOTE : mayStartScheme(text, i, to) ? SCHEME : 0;
            }
            digits += kind >> 8 & 1;
            longest = Math.max(run, longest);
            traits |= kind;
        }
        return traits & ~TOKEN | Math.min(longest, MOST) << RUN | Math.min(digits, MOST) << DIGITS;
    }

    /** Whether a text of these traits is certainly kept as it is. */
    static boolean isPlain(int traits) {
        boolean sentence = has(traits, BLANK) && has(traits, DIGIT | QUOTE | SCHEME);
        return !has(traits, STRUCTURE) && !sentence && longestRun(traits) < SHORTEST_TOKEN;
    }

    static boolean has(int traits, int wanted) {
        return (traits & wanted) != 0;
    }

    /** The length of the longest word that could be a token, counted to 127. */
    static int longestRun(int traits) {
        return traits >> RUN & MOST;
    }

    /** How many digits there are, counted to 127. */
    static int digits(int traits) {
        return traits >> DIGITS & MOST;
    }

    private static boolean mayStartScheme(String text, int i, int to) {
        return (text.charAt(i) | 0x20) == 'b' && i + 5 < to
                && ((text.charAt(i + 1) | 0x20) == 'e' || (text.charAt(i + 1) | 0x20) == 'a');
    }

    private static int unusual(char c) {
        if (c == '\uFF1D' || c == '\uFF1A' || Character.isDigit(c)) {
            return PAIR | DIGIT;
        }
        return Character.isWhitespace(c) || Character.isSpaceChar(c) ? BLANK : 0;
    }

    private static short[] classes() {
        short[] classes = new short[128];
        for (char c = 0; c < 128; c++) {
            classes[c] = (short) (switch (c) {
                case '=', ':', '>' -> PAIR;
                case '%' -> PERCENT;
                case '\\' -> ESCAPE;
                case '<' -> MARKUP;
                case '&' -> AMPERSAND;
                case '{', '[' -> CURLY;
                case '\n', '\r' -> BLANK | LINE;
                case ' ', '\t' -> BLANK;
                case '"', '\'', '`', '(' -> QUOTE;
                default -> c >= '0' && c <= '9' ? DIGIT : 0;
            } | (TokenPatterns.isTokenCharacter(c) ? TOKEN : 0));
        }
        return classes;
    }
}
