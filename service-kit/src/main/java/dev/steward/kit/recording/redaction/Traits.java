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
    /** {@code Bearer} or {@code Basic}, as a word or in one. */
    static final int SCHEME = 1 << 10;
    private static final int TOKEN = 1 << 11;
    private static final int NOT_ASCII = 1 << 12;
    /** Neither a letter nor a digit nor an underscore. */
    private static final int SIGN = 1 << 13;
    private static final int COUNTED = TOKEN - 1;

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
            } else if (run++ == 0 && c == '-') {
                kind |= QUOTE;
            }
            if ((c | 0x20) == 'b' && i + 5 < to && TokenPatterns.startsScheme(text, i)) {
                kind |= SCHEME;
            }
            digits += kind >> 8 & 1;
            longest = Math.max(run, longest);
            traits |= kind;
        }
        return traits & COUNTED | Math.min(longest, MOST) << RUN | Math.min(digits, MOST) << DIGITS;
    }

    /** What one character is; the kinds of all characters of a text are its traits as far as no counting is needed. */
    static int kind(char c) {
        return c < 128 ? CLASSES[c] : NOT_ASCII;
    }

    /** Whether all are letters of ASCII, or underscores. */
    static boolean areLetters(int kinds) {
        return areLettersOrDigits(kinds) && !has(kinds, DIGIT);
    }

    static boolean areLettersOrDigits(int kinds) {
        return !has(kinds, NOT_ASCII | SIGN);
    }

    /** Whether a text of characters of these kinds is kept as it is: it is too short for a secret, and no sentence. */
    static boolean isPlainWord(int kinds, int length) {
        return length < SHORTEST_TOKEN && !has(kinds, STRUCTURE | BLANK | NOT_ASCII);
    }

    /** Whether a text of these traits is certainly kept as it is. */
    static boolean isPlain(int traits) {
        boolean sentence = has(traits, BLANK) && has(traits, DIGIT | QUOTE | SCHEME);
        return !has(traits, STRUCTURE) && !sentence && longestRun(traits) < SHORTEST_TOKEN;
    }

    /** Whether a text of these traits is words and numbers, which are no secret unless one of the words says so. */
    static boolean isSentence(int traits) {
        return has(traits, BLANK) && !has(traits, STRUCTURE | LINE | QUOTE | SCHEME) && longestRun(traits) < SHORTEST_TOKEN
                && digits(traits) < NumberPatterns.FEWEST_DIGITS;
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
            } | (TokenPatterns.isTokenCharacter(c) ? TOKEN : 0) | (c == '_' || Character.isLetterOrDigit(c) ? 0 : SIGN));
        }
        return classes;
    }
}
