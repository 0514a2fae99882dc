package dev.steward.kit.recording.redaction;

/** Secrets in texts of databases and drivers, which name them far away or not at all. */
final class LooseSecrets {
    /** PostgreSQL, Jackson and the JDK quote what they were given. */
    private static final String[][] ECHOES = {
            {"Failing row contains (", "\n"}, {"(String)\"", "\"; line: "}, {"from String \"", "\": "},
            {"from String value ('", "')"}, {"String value (\"", "\")"}, {"For input string: \"", "\""},
            {"for type integer: \"", "\""}, {"for type bigint: \"", "\""}, {"for type uuid: \"", "\""},
            {"Invalid UUID string: ", "\n"}, {"Text '", "' could not be parsed"}};
    private static final String ORACLE = "jdbc:oracle:";
    private static final String INSERT = "insert into";
    private static final String VALUES = "values";
    private static final int LONGEST_USER_INFO = 200;

    private LooseSecrets() {}

    static String redact(String text, NameMatcher names, Masking masking) {
        String redacted = text.indexOf('@') > 0 ? userInfo(oracle(text, masking), masking) : text;
        for (String[] echo : ECHOES) {
            redacted = echo(redacted, echo[0], echo[1], masking);
        }
        return redacted.indexOf('(') >= 0 ? insert(redacted, names, masking) : redacted;
    }

    /** Masks what a message repeats of the input it complains about. */
    private static String echo(String text, String before, String after, Masking masking) {
        int start = text.indexOf(before);
        if (start < 0) {
            return text;
        }
        Edits edits = new Edits();
        while (start >= 0) {
            int from = start + before.length();
            int end = text.indexOf(after, from);
            int to = end < 0 ? text.length() : end;
            edits.replace(from, to, masking.mask(text.substring(from, to)));
            start = text.indexOf(before, to);
        }
        return edits.applyTo(text);
    }

    /** {@code jdbc:oracle:thin:scott/tiger@...} */
    private static String oracle(String text, Masking masking) {
        int start = text.indexOf(ORACLE);
        int colon = start < 0 ? -1 : text.indexOf(':', start + ORACLE.length());
        int at = colon < 0 ? -1 : text.indexOf('@', colon);
        return at < 0 ? text : text.substring(0, colon + 1) + masking.mask(text.substring(colon + 1, at)) + text.substring(at);
    }

    /** {@code user:password@host:5432} without a scheme. */
    private static String userInfo(String text, Masking masking) {
        Edits edits = new Edits();
        int done = 0;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = at;
            int colon = -1;
            boolean host = isHostWithPort(text, at + 1);
            while (host && start > done && at - start < LONGEST_USER_INFO && isUserInfo(text.charAt(start - 1))) {
                start--;
                colon = text.charAt(start) == ':' ? start : colon;
            }
            if (colon > start && colon + 1 < at) {
                edits.replace(start, at, masking.mask(text.substring(start, at)));
                done = at;
            }
        }
        return edits.isEmpty() ? text : edits.applyTo(text);
    }

    private static boolean isUserInfo(char c) {
        return !Character.isWhitespace(c) && "\"'`<>()[]{}/,;".indexOf(c) < 0;
    }

    private static boolean isHostWithPort(String text, int from) {
        int end = from;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || "-._[]".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        char next = end + 1 < text.length() ? text.charAt(end) : 0;
        return next == '/' || next == '(' || next == ':' && Character.isDigit(text.charAt(end + 1));
    }

    /** {@code INSERT INTO users (name, password) VALUES ('bob', 'x')} */
    private static String insert(String text, NameMatcher names, Masking masking) {
        int insert = indexOf(text, INSERT, 0);
        int values = insert < 0 ? -1 : indexOf(text, VALUES, insert);
        int open = values < 0 ? -1 : text.indexOf('(', values);
        if (open < 0) {
            return text;
        }
        for (String column : text.substring(insert, values).split("[^\\w$]+")) {
            if (names.isSecret(column)) {
                return text.substring(0, open + 1) + masking.mask("") + ")";
            }
        }
        return text;
    }

    private static int indexOf(String text, String wanted, int from) {
        for (int i = from; i <= text.length() - wanted.length(); i++) {
            if (text.regionMatches(true, i, wanted, 0, wanted.length())) {
                return i;
            }
        }
        return -1;
    }
}
