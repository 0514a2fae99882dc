package dev.steward.kit.recording.redaction;

import java.util.Set;

/**
 * A name in free text that says that a secret follows.
 *
 * @param start
 *            where it starts
 * @param separator
 *            what stands between name and value
 * @param spaced
 *            whether there is a blank before the separator
 */
record TextName(Verdict verdict, int start, char separator, boolean spaced) {
    private static final Set<String> LINES = Set.of("authorization", "cookie", "cookies");
    private static final String BULLETS = "-*>#|\"'`\u2022";

    /** Whether the value takes its line to the end: a header, or the line of a configuration file. */
    boolean takesLine(String text) {
        boolean header = verdict.words().stream().anyMatch(LINES::contains);
        return header || startsLine(text) && (separator == ':' || spaced);
    }

    /** The quote before the name, within which the value then ends too; 0 if there is none. */
    char quote(String text) {
        char before = start == 0 ? 0 : text.charAt(start - 1);
        return before == '"' || before == '\'' || before == '`' ? before : 0;
    }

    /** How far its line is indented. */
    int indent(String text) {
        int line = start;
        while (line > 0 && text.charAt(line - 1) != '\n') {
            line--;
        }
        int first = line;
        while (first < start && (text.charAt(first) == ' ' || text.charAt(first) == '\t')) {
            first++;
        }
        return first - line;
    }

    private boolean startsLine(String text) {
        int i = start - 1;
        while (i >= 0 && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && BULLETS.indexOf(c) < 0) {
                return false;
            }
            i--;
        }
        return true;
    }
}
