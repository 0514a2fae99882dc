package dev.steward.kit.recording.redaction;

/** The values that most records are full of and that are no secrets: UUIDs, ISO 8601 times and URLs of short words. */
final class PlainForms {
    private static final int UUID = 36;
    private static final int SHORTEST_TIME = 16;
    private static final int LONGEST_TIME = 35;
    private static final int LONGEST_FRACTION = 9;
    private static final int LONGEST_SEGMENT = 12;
    private static final int LONGEST_NUMBER = 3;
    private static final int LONGEST_IN_SENTENCE = 2;

    private PlainForms() {}

    static boolean isOne(String text, int from, int to) {
        int length = to - from;
        return length == UUID && isUuid(text, from)
                || length >= SHORTEST_TIME && length <= LONGEST_TIME && isTime(text, from, to)
                || text.startsWith("https://", from) && isSimpleUrl(text, from + 8, to);
    }

    /**
     * Whether no word of a sentence that has a digit is long enough for a secret; a dash may start an option, whose value
     * is one.
     */
    static boolean hasSmallNumbers(String text, int from, int to) {
        int start = from;
        boolean digit = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                start = i + 1;
                digit = false;
            } else if (c == '-' || (digit |= c >= '0' && c <= '9') && i - start >= LONGEST_IN_SENTENCE) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUuid(String text, int from) {
        for (int i = 0; i < UUID; i++) {
            char c = text.charAt(from + i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : c > 'f' || Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTime(String text, int from, int to) {
        boolean date = text.charAt(from + 4) == '-' && text.charAt(from + 7) == '-' && text.charAt(from + 13) == ':'
                && (text.charAt(from + 10) == 'T' || text.charAt(from + 10) == ' ');
        int digits = 0;
        for (int i = from; i < to && date; i++) {
            char c = text.charAt(i);
            digits = c >= '0' && c <= '9' ? digits + 1 : 0;
            date = digits <= LONGEST_FRACTION && (digits > 0 || "-:.+TZ ".indexOf(c) >= 0);
        }
        return date;
    }

    /** Nothing but a host, and path segments in which no secret has room. */
    private static boolean isSimpleUrl(String text, int from, int to) {
        int start = from;
        boolean host = true;
        boolean digit = false;
        for (int i = from; i <= to; i++) {
            char c = i == to ? '/' : text.charAt(i);
            if (c == '/') {
                if (!host && (i - start > LONGEST_SEGMENT || digit && i - start > LONGEST_NUMBER)) {
                    return false;
                }
                host = false;
                digit = false;
                start = i + 1;
            } else if (c >= '0' && c <= '9') {
                digit = true;
            } else if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' && c != '.' && c != '_') {
                return false;
            }
        }
        return true;
    }
}
