package dev.steward.kit.recording.redaction;

/** CSV and its kin under another label. */
final class Tables {
    private static final String DELIMITERS = ",;\t|";
    private static final int LONGEST_HEADER = 2_000;
    private static final int LONGEST_CELL = 40;

    private Tables() {}

    /** Whether the first line names a column of secrets, and the lines below have as many cells. */
    static boolean hasSecretColumn(String text, NameMatcher names) {
        int lineEnd = text.indexOf('\n');
        if (lineEnd < 3 || lineEnd > LONGEST_HEADER || lineEnd + 1 == text.length()) {
            return false;
        }
        String header = text.substring(0, lineEnd);
        char delimiter = delimiter(header);
        return delimiter != 0 && hasSecretCell(header, delimiter, names)
                && text.lines().skip(1).limit(3).filter(line -> !line.isBlank())
                        .allMatch(line -> cells(line, delimiter) >= cells(header, delimiter));
    }

    private static boolean hasSecretCell(String header, char delimiter, NameMatcher names) {
        boolean secret = false;
        for (String cell : header.split("[" + delimiter + "]", -1)) {
            if (cell.length() > LONGEST_CELL || cell.indexOf(':') >= 0 || cell.indexOf('=') >= 0) {
                return false;
            }
            secret |= names.isSecret(cell.strip());
        }
        return secret;
    }

    private static char delimiter(String header) {
        return (char) header.chars().filter(c -> DELIMITERS.indexOf(c) >= 0).findFirst().orElse(0);
    }

    private static long cells(String line, char delimiter) {
        return 1 + line.chars().filter(c -> c == delimiter).count();
    }
}
