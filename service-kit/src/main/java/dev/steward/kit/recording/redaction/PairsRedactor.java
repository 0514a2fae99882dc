package dev.steward.kit.recording.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Redacts {@code name=value&name=value}: queries, fragments and forms. Names are decoded before they are judged, but
 * the text is split
 * before anything is decoded, so that an encoded ampersand ends nothing.
 */
final class PairsRedactor {
    /** What makes a neighbouring {@code code} the authorisation code of OAuth. */
    private static final Set<String> OAUTH = Set.of("state", "grant_type", "session_state", "client_id", "redirect_uri",
            "code_verifier");
    /** Plain names that hold a secret if it looks like one. */
    private static final Set<String> OPENERS = Set.of("key", "code", "ticket", "invite", "magic");
    private static final int SHORTEST_OPENER = 16;
    private static final String CODE = "code";
    private static final int LONGEST_NAME = 64;

    private final NameMatcher names;
    private final ValueRedactor values;

    PairsRedactor(NameMatcher names, ValueRedactor values) {
        this.names = names;
        this.values = values;
    }

    /** Whether the whole text is made of pairs: no blanks, and an equals sign that something follows. */
    static boolean looksLikePairs(String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals + 1 == text.length() || "{[<\"/?#".indexOf(text.charAt(0)) >= 0) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || i < equals && ":\"',|()\\".indexOf(c) >= 0) {
                return false;
            }
        }
        return text.charAt(equals + 1) != '=';
    }

    String redact(String text, Masking masking) {
        return redact(text, false, masking);
    }

    /**
     * @param cut
     *            whether the end is missing, so that the last pair cannot be judged
     */
    String redact(String text, boolean cut, Masking masking) {
        Edits edits = new Edits();
        List<Pair> pairs = split(text, cut);
        boolean oauth = false;
        boolean labelled = false;
        for (Pair pair : pairs) {
            oauth |= OAUTH.contains(pair.name());
            labelled |= namesSecret(pair, text);
        }
        int kept = text.length();
        int maskedTo = 0;
        for (Pair pair : pairs) {
            if (pair.from() < maskedTo) {
                continue;
            }
            boolean secret = pair.verdict().secret() || oauth && pair.name().equals(CODE)
                    || labelled && pair.verdict().content() || opens(pair, text);
            if (secret && pair.separator() >= 0) {
                maskedTo = maskTo(text, pair);
                replace(edits, text, pair.separator() + 1, maskedTo, masking);
            } else if (cut && pair.to() == text.length()) {
                kept = pair.separator() < 0 ? pair.from() : pair.separator() + 1;
            } else {
                keep(edits, text, pair, masking);
            }
        }
        return edits.applyTo(text, 0, kept);
    }

    private List<Pair> split(String text, boolean cut) {
        List<Pair> pairs = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean end = i == text.length();
            if (end || text.charAt(i) == '&' || text.charAt(i) == ';') {
                if (i > from || end && cut) {
                    pairs.add(pair(text, from, i));
                }
                from = i + 1;
            }
        }
        return pairs;
    }

    private Pair pair(String text, int from, int to) {
        int equals = text.indexOf('=', from, to);
        String name = PercentCoding.decodeFully(text.substring(from, equals < 0 ? to : equals));
        return new Pair(name, names.verdict(name), from, equals, to);
    }

    private boolean namesSecret(Pair pair, String text) {
        return pair.verdict().label() && pair.separator() >= 0 && pair.to() - pair.separator() <= LONGEST_NAME
                && names.isSecret(PercentCoding.decodeFully(text.substring(pair.separator() + 1, pair.to())));
    }

    /** A pair like {@code key=4bf92f3577b34da6a3ce}, but not {@code key=orders.title}. */
    private static boolean opens(Pair pair, String text) {
        int from = pair.separator() + 1;
        return OPENERS.contains(pair.name()) && from > 0 && !PlainForms.isOne(text, from, pair.to())
                && Opaque.isOne(text.substring(from, pair.to()), SHORTEST_OPENER);
    }

    /** A semicolon may separate pairs or be a part of the secret: only an ampersand ends a secret for sure. */
    private static int maskTo(String text, Pair pair) {
        int end = text.indexOf('&', pair.to());
        return text.startsWith(";", pair.to()) ? end < 0 ? text.length() : end : pair.to();
    }

    private void keep(Edits edits, String text, Pair pair, Masking masking) {
        String name = values.redact(pair.name(), masking);
        if (!name.equals(pair.name())) {
            edits.replace(pair.from(), pair.separator() < 0 ? pair.to() : pair.separator(), PercentCoding.encode(name));
        }
        if (pair.separator() < 0 || values.isPlain(text, pair.separator() + 1, pair.to()) && !pair.verdict().doubtful()) {
            return;
        }
        String value = PercentCoding.decode(text.substring(pair.separator() + 1, pair.to()), true);
        if (pair.verdict().masks(value)) {
            replace(edits, text, pair.separator() + 1, pair.to(), masking);
            return;
        }
        String redacted = values.redact(value, masking, !pair.verdict().digits());
        if (!redacted.equals(value)) {
            edits.replace(pair.separator() + 1, pair.to(), PercentCoding.encode(redacted));
        }
    }

    private static void replace(Edits edits, String text, int from, int to, Masking masking) {
        if (to > from) {
            edits.replace(from, to, masking.mask(text, from, to));
        }
    }

    private record Pair(String name, Verdict verdict, int from, int separator, int to) {}
}
