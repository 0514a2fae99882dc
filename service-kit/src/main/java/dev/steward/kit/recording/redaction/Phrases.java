package dev.steward.kit.recording.redaction;

import java.util.Set;

/**
 * Secrets that a sentence or a command gives away: {@code password hunter2}, {@code the PIN is 1234},
 * {@code --token x}, {@code -u a:b}.
 */
final class Phrases {
    private static final String[] VERBS = {"is", "was", "are", "ist", "war", "lautet", "of", "for", "to"};
    private static final Set<String> USER_OPTIONS = Set.of("-u", "--user", "--proxy-user");
    private static final Set<String> ANNOUNCING = Set.of("is", "as", "for");
    private static final String QUOTES = "\"'`";
    private static final Set<String> OWNERS = Set.of("your", "the", "my", "our");
    private static final int WORDS_AHEAD = 4;
    private static final int SHORTEST = 4;
    /** Names of secrets that are shorter. */
    private static final Set<String> SHORT = Set.of("cvv", "cvc", "csc", "cvn", "cvv2", "cvc2");
    private static final int LONGEST_NAME = 40;

    private final NameMatcher names;

    Phrases(NameMatcher names) {
        this.names = names;
    }

    String redact(String text, Masking masking) {
        Edits edits = null;
        Token before = new Token(0, 0);
        Token name = token(text, 0);
        while (name.to() < text.length()) {
            Token next = token(text, name.to());
            if (isAnnounced(text, before, name, next)) {
                edits = edits == null ? new Edits() : edits;
                edits.replace(before.from(), before.to(), masking.mask(before.in(text)));
            }
            Token secret = secret(text, before, name, next);
            if (secret != null) {
                edits = edits == null ? new Edits() : edits;
                edits.replace(secret.from(), secret.to(), masking.mask(secret.in(text)));
            }
            before = name;
            name = secret == null ? next : token(text, secret.to());
        }
        return edits == null ? text : edits.applyTo(text);
    }

    private Token secret(String text, Token before, Token name, Token next) {
        if (next.isEmpty() || name.length() > LONGEST_NAME || name.length() < 2) {
            return null;
        }
        boolean option = text.charAt(name.from()) == '-';
        if (option && USER_OPTIONS.contains(name.in(text))) {
            return text.substring(next.from(), next.to()).indexOf(':') > 0 ? next : null;
        }
        Token value = !option && isVerb(next, text) ? token(text, next.to()) : next;
        char first = value.isEmpty() ? ' ' : text.charAt(value.from());
        boolean quoted = first == '"' || first == '\'' || first == '`';
        boolean mayBe = option
                ? first != '-' && first != ' '
                : quoted || looksSecret(value, text)
                        || value.length() == 3 && Character.isDigit(first) && SHORT.contains(NameWords.lower(name.in(text)));
        if (!mayBe || !isSecret(before, name, text)) {
            return null;
        }
        return quoted ? quoted(text, value.from()) : value;
    }

    /** {@code 123456 is your one-time password}, {@code 'a1b2' as token} */
    private boolean isAnnounced(String text, Token value, Token verb, Token next) {
        boolean quoted = !value.isEmpty() && QUOTES.indexOf(text.charAt(value.from())) >= 0;
        if (verb.length() > 3 || !looksSecret(value, text) || !ANNOUNCING.contains(verb.in(text))
                || !quoted && !OWNERS.contains(next.in(text))) {
            return false;
        }
        Token before = quoted ? verb : next;
        for (int i = 0; i < WORDS_AHEAD && before.to() < text.length(); i++) {
            Token name = token(text, before.to());
            if (!name.isEmpty() && isSecret(before, name, text)) {
                return true;
            }
            before = name;
        }
        return false;
    }

    private static boolean isVerb(Token token, String text) {
        for (String verb : VERBS) {
            if (token.length() == verb.length() && text.startsWith(verb, token.from())) {
                return true;
            }
        }
        return false;
    }

    /** One word, or two as in {@code access code}. */
    private boolean isSecret(Token before, Token name, String text) {
        char last = text.charAt(name.to() - 1);
        if (!Character.isLetterOrDigit(last) && last != '_') {
            return false;
        }
        Verdict verdict = names.verdict(text, name.from(), name.to());
        boolean pair = verdict.endsPair() && !before.isEmpty() && before.length() <= LONGEST_NAME;
        return (pair ? names.together(names.verdict(text, before.from(), before.to()), verdict) : verdict).secret();
    }

    /** A digit is what makes a word a secret rather than a part of the sentence. */
    private static boolean looksSecret(Token token, String text) {
        for (int i = token.from(); i < token.to() && token.length() >= SHORTEST; i++) {
            if (Character.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static Token quoted(String text, int open) {
        int close = text.indexOf(text.charAt(open), open + 1);
        return new Token(open + 1, close < 0 ? text.length() : close);
    }

    /** What stands between the next blanks, without the punctuation behind it. */
    private static Token token(String text, int from) {
        int start = from;
        while (start < text.length() && isGap(text, start)) {
            start++;
        }
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        int trimmed = end;
        while (trimmed > start + 1 && ".,;:!?)".indexOf(text.charAt(trimmed - 1)) >= 0) {
            trimmed--;
        }
        return new Token(start, trimmed);
    }

    private static boolean isGap(String text, int i) {
        return Character.isWhitespace(text.charAt(i)) || ".,;:!?)(".indexOf(text.charAt(i)) >= 0;
    }

    private record Token(int from, int to) {
        int length() {
            return to - from;
        }

        boolean isEmpty() {
            return to <= from;
        }

        String in(String text) {
            return text.substring(from, to);
        }
    }
}
