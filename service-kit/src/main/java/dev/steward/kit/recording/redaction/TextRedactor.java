package dev.steward.kit.recording.redaction;

/** Redacts free text: log lines, exception messages, notes. */
final class TextRedactor {
    private static final int MAX_FAILED_JSON = 16;
    private static final String ENDS_URL = "\"'<>`|\\^{}";
    private static final String TRAILING = ".,;:!)]";

    private final NameMatcher names;
    private final ValueRedactor values;
    private final UrlRedactor urls;
    private final TextPairs pairs;
    private final Phrases phrases;

    TextRedactor(NameMatcher names, ValueRedactor values, UrlRedactor urls) {
        this.names = names;
        this.values = values;
        this.urls = urls;
        this.pairs = new TextPairs(names);
        this.phrases = new Phrases(names);
    }

    /**
     * @param traits
     *            of the text; what they do not hint at is not looked for
     */
    String redact(String text, int traits, Masking masking, boolean numbers) {
        masking.spend(4 * text.length());
        boolean words = Traits.longestRun(traits) >= Traits.SHORTEST_TOKEN;
        boolean sentence = Traits.has(traits, Traits.BLANK);
        boolean mayPair = Traits.has(traits, Traits.PAIR);
        String redacted = text;
        if (words || Traits.has(traits, Traits.SCHEME | Traits.QUOTE)) {
            redacted = TokenPatterns.redact(redacted, masking);
        }
        if (Traits.has(traits, Traits.CURLY)) {
            redacted = json(redacted, masking);
        }
        if (mayPair) {
            redacted = urls(redacted, masking);
        }
        if (words) {
            redacted = Base64Text.maskWords(redacted, word -> values.hasSecret(word, masking), masking);
        }
        if (mayPair || Traits.has(traits, Traits.QUOTE)) {
            redacted = pairs.redact(LooseSecrets.redact(redacted, names, masking), masking);
        }
        if (sentence && Traits.has(traits, Traits.DIGIT | Traits.QUOTE)) {
            redacted = phrases.redact(redacted, masking);
        }
        return numbers && Traits.digits(traits) >= NumberPatterns.FEWEST_DIGITS
                ? NumberPatterns.redact(redacted, masking)
                : redacted;
    }

    /** JSON in the middle of text; what turns out to be none stays text. */
    private String json(String text, Masking masking) {
        Edits edits = new Edits();
        int failed = 0;
        for (int i = 0; i < text.length() && failed < MAX_FAILED_JSON; i++) {
            if (text.charAt(i) == '{' || text.charAt(i) == '[') {
                int before = masking.masked();
                masking.spend(text.length() - i);
                JsonWalk json = values.json(text, i, false, masking);
                if (json.one()) {
                    edits.replace(i, json.end(), json.result());
                    i = json.end() - 1;
                } else {
                    masking.backTo(before);
                    failed++;
                }
            }
        }
        return edits.isEmpty() ? text : edits.applyTo(text);
    }

    private String urls(String text, Masking masking) {
        Edits edits = new Edits();
        int done = 0;
        for (int i = text.indexOf("://"); i >= 0; i = text.indexOf("://", Math.max(done, i + 3))) {
            int start = schemeStart(text, done, i);
            int end = start < i ? urlEnd(text, i + 3) : i;
            if (end > i + 3) {
                String url = text.substring(start, end);
                String redacted = urls.redact(url, null, masking);
                if (!redacted.equals(url)) {
                    edits.replace(start, end, redacted);
                }
                done = end;
            }
        }
        return edits.isEmpty() ? text : edits.applyTo(text);
    }

    private static int schemeStart(String text, int from, int colon) {
        int start = colon;
        while (start > from && isScheme(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isScheme(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "+-.:".indexOf(c) >= 0);
    }

    private static int urlEnd(String text, int from) {
        int end = from;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && ENDS_URL.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        while (end > from && TRAILING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }
}
