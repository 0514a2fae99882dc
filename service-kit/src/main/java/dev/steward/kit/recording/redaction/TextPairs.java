package dev.steward.kit.recording.redaction;

import java.util.Set;

/** {@code name=value}, {@code name: value} and their kin in free text, quoted or not. */
final class TextPairs {
    private static final int LONGEST_NAME = 100;
    private static final String IN_NAMES = "_-.$%@[]+\uFFFD";
    private static final String AROUND_NAMES = "\"'`)\\”“’»";
    private static final Set<String> SOURCES = Set.of("java", "kt", "scala", "groovy", "js", "ts", "py", "php", "rb", "go",
            "rs", "cs", "exception", "error", "failure", "class");

    private final NameMatcher names;

    TextPairs(NameMatcher names) {
        this.names = names;
    }

    String redact(String text, Masking masking) {
        Edits edits = new Edits();
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!isSeparator(text, i)) {
                continue;
            }
            TextName name = name(text, done, i);
            if (name == null) {
                continue;
            }
            TextValue value = TextValue.after(text, i, name);
            if (value.to() > value.from() && name.verdict().masks(text.substring(value.from(), value.to()))) {
                edits.replace(value.from(), value.to(), masking.mask(text.substring(value.from(), value.to())));
                done = value.to();
                i = Math.max(i, value.to() - 1);
            }
        }
        return edits.isEmpty() ? text : edits.applyTo(text);
    }

    /** The name before a separator, if it says that a secret follows. */
    private TextName name(String text, int done, int separator) {
        int end = separator;
        while (end > done && isBlank(text.charAt(end - 1))) {
            end--;
        }
        while (end > done && AROUND_NAMES.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int start = nameStart(text, done, end);
        if (start == end
                || Character.isDigit(text.charAt(start)) && Character.isDigit(text.charAt(end - 1)) && end - start < 5) {
            return null;
        }
        String name = PercentCoding.decodeFully(text.substring(start, end));
        Verdict verdict = names.verdict(name);
        if (verdict.sensitivity() == Sensitivity.PLAIN && verdict.endsPair()) {
            int before = nameStart(text, done, trimmed(text, done, start));
            String first = before < start ? text.substring(before, start).strip() : "";
            verdict = names.verdict(names.verdict(first), name);
        }
        if (verdict.sensitivity() == Sensitivity.PLAIN || SOURCES.contains(verdict.last())) {
            return null;
        }
        boolean spaced = separator > end && isBlank(text.charAt(separator - 1));
        return new TextName(verdict, start, text.charAt(separator), spaced);
    }

    private static int trimmed(String text, int done, int from) {
        int end = from;
        while (end > done && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static int nameStart(String text, int done, int end) {
        int start = end;
        while (start > done && end - start < LONGEST_NAME && isInName(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    static boolean isInName(char c) {
        return Character.isLetterOrDigit(c) || IN_NAMES.indexOf(c) >= 0 || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.isISOControl(c) && !Character.isWhitespace(c);
    }

    private static boolean isSeparator(String text, int i) {
        char c = text.charAt(i);
        boolean arrow = c == '>' && i > 0 && text.charAt(i - 1) == '-';
        return c == '=' || c == ':' || arrow || c == '\uFF1D' || c == '\uFF1A';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u00A0' || c == '-';
    }
}
