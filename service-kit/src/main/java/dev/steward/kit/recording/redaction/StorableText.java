package dev.steward.kit.recording.redaction;

/**
 * The escaping that lets PostgreSQL text and jsonb take any recorded text, and lets no value open a line of its own: a
 * control
 * character becomes its visible picture (U+0000 is stored as U+2400, the picture of NUL) and half a surrogate pair
 * becomes U+FFFD. Pictures
 * are used rather than {@code \n} or {@code %0A}, because nothing that unescapes the text later turns them back.
 */
public final class StorableText {
    private static final char PICTURES = '\u2400';
    private static final char PICTURE_OF_DELETE = '\u2421';
    private static final char PICTURE_OF_NEWLINE = '\u2424';
    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /** Escapes what cannot be stored and keeps line breaks and tabs. */
    public static String ofBody(String text) {
        return escape(text, true);
    }

    /** Escapes what cannot be stored and every line break and tab. */
    public static String ofLine(String text) {
        return escape(text, false);
    }

    private static String escape(String text, boolean lines) {
        for (int i = PrintableAscii.prefix(text); i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' || c >= '\u007F') && escaped(text, i, lines) != c) {
                return escapeFrom(i, text, lines);
            }
        }
        return text;
    }

    private static String escapeFrom(int first, String text, boolean lines) {
        StringBuilder safe = new StringBuilder(text.length()).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            safe.append(escaped(text, i, lines));
        }
        return safe.toString();
    }

    private static char escaped(String text, int index, boolean lines) {
        char c = text.charAt(index);
        if (c < ' ') {
            return lines && (c == '\n' || c == '\r' || c == '\t') ? c : (char) (PICTURES + c);
        }
        if (c < '\u007F') {
            return c;
        }
        if (c < '\u00A0') {
            return c == '\u007F' ? PICTURE_OF_DELETE : REPLACEMENT;
        }
        if (c == '\u2028' || c == '\u2029') {
            return lines ? c : PICTURE_OF_NEWLINE;
        }
        return Character.isSurrogate(c) && !isPaired(text, index) ? REPLACEMENT : c;
    }

    private static boolean isPaired(String text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
                : index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    }
}
