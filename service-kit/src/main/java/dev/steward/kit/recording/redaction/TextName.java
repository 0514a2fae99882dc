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
    private static final int LONGEST_RECORD = 300;
    private static final String BULLETS = "-*>#|\"'`\u2022";

    /** The same name, of which something before has told that a secret follows. */
    TextName asSecret() {
        return new TextName(Verdict.SECRET, start, separator, spaced);
    }

    /** Whether the name is in brackets together with others: {@code Login(user=bob, password=a b)}. */
    boolean inRecord(String text) {
        int depth = 0;
        for (int i = start - 1; i >= Math.max(0, start - LONGEST_RECORD) && text.charAt(i) != '\n' && separator == '='; i--) {
            char c = text.charAt(i);
            if (")]}".indexOf(c) >= 0) {
                depth++;
            } else if ("([{".indexOf(c) >= 0 && depth-- == 0) {
                return c == '{' || i > 0 && Character.isLetterOrDigit(text.charAt(i - 1));
            }
        }
        return false;
    }

    /** Whether the value takes its line to the end: a header, or the line of a configuration file. */
    boolean takesLine(String text) {
        boolean header = verdict.words().stream().anyMatch(LINES::contains);
        return header || startsLine(text) && (separator == ':' || spaced);
    }

    /** Whether the separator ends a tag, so that the value reaches to the next one. */
    boolean isTag(String text) {
        return separator == '>' && start > 0 && (text.charAt(start - 1) == '<' || text.charAt(start - 1) == ':');
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
