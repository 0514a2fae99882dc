package dev.steward.kit.recording.redaction;

/** The escapes of JSON strings, and the few more that JavaScript has. */
final class JsonStrings {
    private static final char REPLACEMENT = '\uFFFD';

    private JsonStrings() {}

    /** Decodes leniently; an escape that means nothing leaves U+FFFD, so that a name with one counts as unreadable. */
    static String decode(String text, int from, int to) {
        StringBuilder decoded = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == to) {
                decoded.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            int digits = escape == 'u' ? 4 : escape == 'x' ? 2 : 0;
            int value = digits > 0 ? hex(text, i + 1, Math.min(to, i + 1 + digits), digits) : simple(escape);
            decoded.append((char) value);
            i += value == REPLACEMENT ? 0 : digits;
        }
        return decoded.toString();
    }

    /** Whether the text holds escapes that only a string of JSON would have. */
    static boolean hasEscape(String text) {
        return text.contains("\\\"") || text.contains("\\u") || text.contains("\\x");
    }

    static void encode(String text, StringBuilder target) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> target.append("\\\"");
                case '\\' -> target.append("\\\\");
                case '\n' -> target.append("\\n");
                case '\r' -> target.append("\\r");
                case '\t' -> target.append("\\t");
                default -> target.append(c);
            }
        }
    }

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 8);
        encode(text, encoded);
        return encoded.toString();
    }

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 8).append('"');
        encode(text, quoted);
        return quoted.append('"').toString();
    }

    private static int simple(char escape) {
        return switch (escape) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\', '/', '\'', '\n' -> escape;
            default -> REPLACEMENT;
        };
    }

    private static int hex(String text, int from, int to, int digits) {
        int value = to - from == digits ? 0 : -1;
        for (int i = from; i < to && value >= 0; i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            value = digit < 0 ? -1 : value << 4 | digit;
        }
        return value < 0 ? REPLACEMENT : value;
    }
}
