package dev.steward.kit.recording.redaction;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value patterns of the rules. An expression that backtracks without end costs its value, not the worker. */
final class CustomPatterns {
    private static final int READS_PER_CHARACTER = 200;
    private static final int FREE_READS = 10_000;

    private final List<Pattern> patterns;

    CustomPatterns(List<String> expressions) {
        this.patterns = expressions.stream().map(Pattern::compile).toList();
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    String redact(String text, Masking masking) {
        if (patterns.isEmpty()) {
            return text;
        }
        String redacted = text;
        for (Pattern pattern : patterns) {
            redacted = redact(redacted, pattern, masking);
        }
        return redacted;
    }

    private static String redact(String text, Pattern pattern, Masking masking) {
        try {
            Edits edits = new Edits();
            Matcher matcher = pattern.matcher(new Limited(text, new int[]{FREE_READS + READS_PER_CHARACTER * text.length()}));
            while (matcher.find()) {
                if (matcher.end() > matcher.start()) {
                    edits.replace(matcher.start(), matcher.end(), masking.mask(text.substring(matcher.start(), matcher.end())));
                }
            }
            return edits.isEmpty() ? text : edits.applyTo(text);
        } catch (Unreadable | StackOverflowError e) {
            return masking.mask(text);
        }
    }

    private record Limited(String text, int[] reads) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--reads[0] < 0) {
                throw Unreadable.HERE;
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }
    }
}
