package dev.steward.kit.recording.redaction;

import java.util.Set;

/** {@code name=value}, {@code name: value} and their kin in free text, quoted or not. */
final class TextPairs {
    private static final int LONGEST_NAME = 100;
    private static final String IN_NAMES = "_-.$%@[]+\uFFFD";
    private static final String AROUND_NAMES = "\"'`)\\”“’»";
    private static final Set<String> SOURCES = Set.of("java", "kt", "scala", "groovy", "js", "ts", "py", "php", "rb", "go",
            "rs", "cs", "exception", "error", "failure", "class");

    /** What may stand between a name and its separator: {@code Invalid token provided: x}. */
    private static final Set<String> PARTICIPLES = Vocabulary
            .words("provided given received supplied entered sent used was is");
    private static final int LONGEST_LABEL = 64;
    private static final int LONGEST_GAP = 40;

    private final NameMatcher names;

    TextPairs(NameMatcher names) {
        this.names = names;
    }

    String redact(String text, Masking masking) {
        Edits edits = new Edits();
        int done = 0;
        int labelled = -1;
        for (int i = 0; i < text.length(); i++) {
            if (!isSeparator(text, i)) {
                continue;
            }
            TextName name = name(text, done, i);
            if (name == null) {
                continue;
            }
            if (name.verdict().sensitivity() == Sensitivity.PLAIN) {
                boolean named = name.verdict().content() && isGap(text, labelled, name.start());
                labelled = name.verdict().label() ? labelEnd(text, i + 1) : labelled;
                if (!named) {
                    continue;
                }
                name = name.asSecret();
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

    /** The end of a value that is the name of a secret, as in {@code name: password}; -1 if it is something else. */
    private int labelEnd(String text, int from) {
        int start = from;
        while (start < text.length() && start - from < LONGEST_LABEL
                && (isBlank(text.charAt(start)) || AROUND_NAMES.indexOf(text.charAt(start)) >= 0)) {
            start++;
        }
        int end = start;
        while (end < text.length() && end - start < LONGEST_LABEL && isInName(text.charAt(end))) {
            end++;
        }
        return end > start && names.isSecret(text.substring(start, end)) ? end : -1;
    }

    /** Whether nothing but punctuation and one line break stands between a label and the name of its content. */
    private static boolean isGap(String text, int label, int name) {
        return label >= 0 && name >= label && name - label <= LONGEST_GAP
                && text.substring(label, name).chars().noneMatch(Character::isLetterOrDigit);
    }

    /** The name before a separator, if it says that a secret follows, or that a later one may do so. */
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
        if (verdict.sensitivity() == Sensitivity.PLAIN && PARTICIPLES.contains(verdict.last())) {
            int nameEnd = trimmed(text, done, start);
            int nameStart = nameStart(text, done, nameEnd);
            if (nameStart < nameEnd) {
                end = nameEnd;
                start = nameStart;
                name = text.substring(start, end);
                verdict = names.verdict(name);
            }
        }
        if (verdict.sensitivity() == Sensitivity.PLAIN && verdict.endsPair()) {
            int before = nameStart(text, done, trimmed(text, done, start));
            String first = before < start ? text.substring(before, start).strip() : "";
            verdict = names.verdict(names.verdict(first), name);
        }
        boolean plain = verdict.sensitivity() == Sensitivity.PLAIN && !verdict.label() && !verdict.content();
        boolean tag = text.charAt(separator) == '>' && text.charAt(separator - 1) != '-';
        if (plain || SOURCES.contains(verdict.last()) || tag && !isTag(text, start)) {
            return null;
        }
        boolean spaced = separator > end && isBlank(text.charAt(separator - 1));
        return new TextName(verdict, start, text.charAt(separator), spaced);
    }

    private static boolean isTag(String text, int start) {
        return start > 0 && (text.charAt(start - 1) == '<' || text.charAt(start - 1) == ':');
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
        boolean arrow = c == '>' && i > 0 && text.charAt(i - 1) != '=';
        return c == '=' || c == ':' || arrow || c == '\uFF1D' || c == '\uFF1A';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u00A0' || c == '-';
    }
}
