package dev.steward.kit.recording.redaction;

/** Where lines and indented blocks of a text end. */
final class TextLines {
    private TextLines() {}

    /**
     * @param quote
     *            ends the line too, unless it is 0
     */
    static int end(String text, int from, char quote) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r'
                && (quote == 0 || text.charAt(end) != quote)) {
            end++;
        }
        return end;
    }

    /**
     * The end of a value that starts on the next line: all lines that are indented further than its name, or else that one
     * line, unless
     * it is the next name and the value therefore empty.
     */
    static int blockEnd(String text, int from, int indent) {
        int end = end(text, from, (char) 0);
        int block = end;
        int first = -1;
        while (end < text.length()) {
            int start = end + (text.startsWith("\r\n", end) ? 2 : 1);
            int next = end(text, start, (char) 0);
            if (!text.substring(start, next).isBlank()) {
                first = first < 0 ? start : first;
                if (indentOf(text, start) <= indent) {
                    break;
                }
                block = next;
            }
            end = next;
        }
        boolean nothingBelow = block == end(text, from, (char) 0);
        return nothingBelow && first >= 0 && !isPair(text, first) ? end(text, first, (char) 0) : block;
    }

    private static int indentOf(String text, int start) {
        int i = start;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i - start;
    }

    private static boolean isPair(String text, int start) {
        int i = start;
        while (i < text.length() && (TextPairs.isInName(text.charAt(i)) || text.charAt(i) == ' ')) {
            i++;
        }
        return i > start && i < text.length() && (text.charAt(i) == ':' || text.charAt(i) == '=');
    }
}
