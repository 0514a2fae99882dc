package dev.steward.kit.recording.redaction;

import java.util.function.UnaryOperator;

/**
 * Redacts one value whose name says nothing. The value may be plain text, or hold JSON, XML, a form, a URL or an
 * encoding of any of
 * them: each is tried on what the one around it decodes to, and what is wrapped too often to be looked into is masked.
 */
final class ValueRedactor {
    private final NameMatcher names;
    private final CustomPatterns patterns;
    private final PairsRedactor pairs;
    private final UrlRedactor urls;
    private final TextRedactor texts;

    ValueRedactor(NameMatcher names, RedactionRules rules) {
        this.names = names;
        this.patterns = new CustomPatterns(rules.patterns());
        this.pairs = new PairsRedactor(names, this);
        this.urls = new UrlRedactor(names, pairs, this);
        this.texts = new TextRedactor(names, this, urls);
    }

    PairsRedactor pairs() {
        return pairs;
    }

    UrlRedactor urls() {
        return urls;
    }

    /** Whether a part of a text is kept as it is, told without making a string of it. */
    boolean isPlain(String text, int from, int to) {
        return isPlain(Traits.of(text, from, to), text, from, to);
    }

    /** The same of a part that consists of these kinds of characters. */
    boolean isPlainOf(int kinds, String text, int from, int to) {
        return patterns.isEmpty() && Traits.isPlainWord(kinds, to - from) || isPlain(text, from, to);
    }

    private boolean isPlain(int traits, String text, int from, int to) {
        return patterns.isEmpty() && (Traits.isPlain(traits)
                || Traits.isSentence(traits) && PlainForms.hasSmallNumbers(text, from, to)
                || PlainForms.isOne(text, from, to));
    }

    String redact(String value, Masking masking) {
        return redact(value, masking, true);
    }

    /**
     * @param numbers
     *            whether a long number may be a card's
     */
    String redact(String value, Masking masking, boolean numbers) {
        int traits = Traits.of(value, 0, value.length());
        if (isPlain(traits, value, 0, value.length())) {
            return value;
        }
        masking.spend(value.length());
        if (!masking.enterLayer()) {
            masking.leaveLayer();
            return masking.mask(value);
        }
        try {
            return patterns.redact(look(value, traits, masking, numbers), masking);
        } finally {
            masking.leaveLayer();
        }
    }

    JsonWalk json(String text, int from, boolean cut, Masking masking) {
        return new JsonWalk(names, this, masking, text, from, cut);
    }

    XmlWalk xml(String text, Masking masking) {
        return new XmlWalk(names, this, masking, text);
    }

    private String look(String value, int traits, Masking masking, boolean numbers) {
        int before = masking.masked();
        if (Traits.has(traits, Traits.CURLY) && JsonLooks.startsLikeJson(value, 0)) {
            JsonWalk json = json(value, 0, false, masking);
            if (json.all()) {
                return json.result();
            }
            if (!json.hasRoot() && JsonLooks.startsPlainly(value)) {
                return json.result() + masking.mask("");
            }
            masking.backTo(before);
        }
        if (Traits.has(traits, Traits.MARKUP) && Markup.isIn(value)) {
            XmlWalk xml = xml(value, masking);
            if (XmlWalk.startsLikeXml(value) && xml.all()) {
                return xml.result();
            }
            masking.backTo(before);
            return texts.redact(Markup.mask(value, masking), traits, masking, numbers);
        }
        if (isWrapped(value, traits, masking)) {
            masking.backTo(before);
            return masking.mask(value);
        }
        boolean sentence = Traits.has(traits, Traits.BLANK);
        if (!sentence && Traits.has(traits, Traits.PAIR) && PairsRedactor.looksLikePairs(value)) {
            return pairs.redact(value, masking);
        }
        if (!sentence && UrlRedactor.looksLikeUrl(value)) {
            return urls.redact(value, null, masking);
        }
        return looser(value, traits, masking, numbers);
    }

    /** Whether the value is something with a secret in it that cannot be taken apart and put together again. */
    private boolean isWrapped(String value, int traits, Masking masking) {
        return Traits.longestRun(traits) >= Base64Text.SHORTEST
                && Base64Text.mayHoldSecret(value, text -> hasSecret(text, masking))
                || Traits.has(traits, Traits.LINE)
                        && (Tables.hasSecretColumn(value, names) || MultipartRedactor.looksLikeMultipart(value));
    }

    /** Decoded, where decoding shows a secret; and then as the text that it is. */
    private String looser(String value, int traits, Masking masking, boolean numbers) {
        String redacted = value;
        if (Traits.has(traits, Traits.PERCENT) && PercentCoding.hasEscape(value)) {
            redacted = decoded(value, PercentCoding.decode(value, false), masking, PercentCoding::encode);
        } else if (Traits.has(traits, Traits.ESCAPE)
                && (value.contains("\\\"") || value.contains("\\u") || value.contains("\\x"))) {
            redacted = decoded(value, JsonStrings.decode(value, 0, value.length()), masking, JsonStrings::encode);
        } else if (Traits.has(traits, Traits.AMPERSAND) && value.indexOf(';') > 0) {
            redacted = decoded(value, XmlEntities.decode(value, 0, value.length()), masking, XmlEntities::encode);
        }
        return texts.redact(redacted, traits, masking, numbers);
    }

    /** The decoded text redacted and encoded again, or the value itself if there was nothing to redact. */
    private String decoded(String value, String decoded, Masking masking, UnaryOperator<String> encode) {
        String redacted = decoded.equals(value) ? decoded : redact(decoded, masking);
        return redacted.equals(decoded) ? value : encode.apply(redacted);
    }

    boolean hasSecret(String text, Masking masking) {
        int before = masking.masked();
        redact(text, masking);
        return masking.masked() > before;
    }
}
