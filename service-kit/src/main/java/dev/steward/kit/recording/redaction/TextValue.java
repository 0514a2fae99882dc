package dev.steward.kit.recording.redaction;

import java.util.Set;

/**
 * How far a secret in free text reaches. Without quotes nobody can know for sure; where there is doubt, it reaches
 * further.
 */
record TextValue(int from, int to) {
    private static final String QUOTES = "\"'`";
    private static final String OPEN = "{[(";
    private static final String CLOSE = "}])";
    private static final String DELIMITERS = ",;&|)]}>\"'`";
    private static final String JOINS = "=:>~";
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_IN_RECORD = 500;
    private static final Set<String> SCHEMES = Set.of("bearer", "basic", "digest", "negotiate", "ntlm", "token", "apikey",
            "dpop", "hmac");

    /**
     * @param separator
     *            the position of what stands between name and value
     */
    static TextValue after(String text, int separator, TextName name) {
        int from = separator + 1;
        if (name.isTag(text)) {
            int next = text.indexOf('<', from);
            return new TextValue(from, next < 0 ? text.length() : next);
        }
        while (from < text.length() && JOINS.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (from < text.length() && isBlank(text.charAt(from))) {
            from++;
        }
        if (isLineEnd(text, from) || isBlockIndicator(text, from)) {
            return new TextValue(from, TextLines.blockEnd(text, from, name.indent(text)));
        }
        return onLine(text, from, name);
    }

    private static TextValue onLine(String text, int start, TextName name) {
        boolean escapedQuote = text.charAt(start) == '\\' && start + 1 < text.length()
                && QUOTES.indexOf(text.charAt(start + 1)) >= 0;
        int from = escapedQuote ? start + 1 : start;
        char first = text.charAt(from);
        if (QUOTES.indexOf(first) >= 0) {
            return new TextValue(from + 1, quoteEnd(text, from, escapedQuote));
        }
        if (OPEN.indexOf(first) >= 0) {
            return new TextValue(from, balancedEnd(text, from));
        }
        if (name.takesLine(text)) {
            return new TextValue(from, TextLines.end(text, from, name.quote(text)));
        }
        int end = tokenEnd(text, from);
        if (name.inRecord(text)) {
            return new TextValue(from, recordEnd(text, end));
        }
        boolean scheme = SCHEMES.contains(NameWords.lower(text.substring(from, end)));
        return new TextValue(from, scheme ? tokenEnd(text, skipBlanks(text, end)) : end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u00A0';
    }

    private static boolean isLineEnd(String text, int i) {
        return i >= text.length() || text.charAt(i) == '\n' || text.charAt(i) == '\r';
    }

    /** YAML's {@code |} and {@code >}: the value is what is indented below. */
    private static boolean isBlockIndicator(String text, int from) {
        boolean indicator = text.charAt(from) == '|' || text.charAt(from) == '>';
        return indicator && TextLines.end(text, from, (char) 0) - from <= 3;
    }

    private static int quoteEnd(String text, int open, boolean escaped) {
        char quote = text.charAt(open);
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && escaped && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                return i;
            }
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == quote;
                if (!doubled) {
                    return tokenContinues(text, i + 1) ? tokenEnd(text, i + 1) : i;
                }
                i++;
            }
        }
        return text.length();
    }

    /** As in {@code it's}: the quote was an apostrophe. */
    private static boolean tokenContinues(String text, int i) {
        return i < text.length() && Character.isLetterOrDigit(text.charAt(i));
    }

    private static int balancedEnd(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = quoteEnd(text, i, false);
            } else if (OPEN.indexOf(c) >= 0) {
                depth++;
            } else if (CLOSE.indexOf(c) >= 0 && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    /**
     * To the next blank; a delimiter ends the value only where nothing else can follow, so that {@code a,b} may be one
     * secret.
     */
    private static int tokenEnd(String text, int from) {
        int end = from;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            if (DELIMITERS.indexOf(text.charAt(end)) >= 0 && endsValue(text, end + 1)) {
                return end;
            }
            end++;
        }
        return end;
    }

    private static boolean endsValue(String text, int from) {
        int i = from;
        while (i < text.length() && DELIMITERS.indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        if (i == text.length() || Character.isWhitespace(text.charAt(i))) {
            return true;
        }
        int name = i;
        while (i < text.length() && i - name < LONGEST_NAME && TextPairs.isInName(text.charAt(i))) {
            i++;
        }
        while (i < text.length() && QUOTES.indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i > name && i < text.length() && (text.charAt(i) == '=' || text.charAt(i) == ':');
    }

    /** To the next name after a comma, or to the bracket that closes the record; no further where there is neither. */
    private static int recordEnd(String text, int from) {
        int depth = 0;
        for (int i = from; i < text.length() && i - from < LONGEST_IN_RECORD && text.charAt(i) != '\n'; i++) {
            char c = text.charAt(i);
            if (OPEN.indexOf(c) >= 0) {
                depth++;
            } else if (CLOSE.indexOf(c) >= 0 && depth-- == 0
                    || c == ',' && depth == 0 && endsValue(text, skipBlanks(text, i + 1))) {
                return i;
            }
        }
        return from;
    }

    private static int skipBlanks(String text, int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
