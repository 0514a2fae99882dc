package dev.steward.kit.recording.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Secrets that are known by their looks: JWT and JWE, PEM, {@code Bearer x}, and the keys of well-known providers. */
final class TokenPatterns {
    private static final String PEM = "-----BEGIN ";
    private static final String PEM_END = "-----END ";
    /** The same with four dashes, of RFC 4716. */
    private static final String SSH = "---- BEGIN ";
    /** Base64 of a brace: what every encoded JSON object starts with. */
    private static final String[] JSON_STARTS = {"eyJ", "eyA", "ewo", "ewk", "ew0", "e30"};
    private static final String BEARER = "bearer";
    private static final String BASIC = "basic";
    private static final int SHORTEST_JOSE = 12;
    private static final int SHORTEST_BOT = 33;
    /** By their first character. */
    private static final Key[][] KEYS = keys(
            """
                    AKIA16 ASIA16 AROA16 AIDA16 ABIA16 ACCA16 AIza30 ya29.20 ghp_20 gho_20 ghu_20 ghs_20 ghr_20 github_pat_20 glpat-16 gldt-16
                    xoxb-10 xoxa-10 xoxp-10 xoxr-10 xoxs-10 xapp-10 sk_live_10 sk_test_10 rk_live_10 rk_test_10 whsec_16 sk-16 SG.20
                    npm_30 pypi-20 dop_v1_20 doo_v1_20 hvs.20 hvb.20 shpat_20 shpss_20 sq0atp-16 sq0csp-16 EAAC30 key-32 dckr_pat_16 lin_api_16
                    AGE-SECRET-KEY-20 PMAK-20 GOCSPX-20 hf_30 NRAK-20 glsa_30 glc_30 amzn.mws.30 ATATT20 ATCTT20 gsk_30 xai-30 dapi32
                    shpca_20 shppa_20 secret_30 ntn_30 r8_30 pplx-30 base64url.bearer.authorization.k8s.io.01 rubygems_20 figd_20 nfp_20 phc_20 sntrys_20 tfp_20 xkeysib-20 dp.pt.20 eyJh20 eyJ0eXAi10
                    """);
    private static final Set<String> NO_TOKENS = Vocabulary
            .words("""
                    token tokens auth authentication authorization scheme is was of and or for in the a an has header format missing required
                    expired invalid not type with credentials schemes to from by on realm error challenge
                    """);

    private TokenPatterns() {}

    static String redact(String text, Masking masking) {
        Edits edits = null;
        int dot = 0;
        for (int i = 0; i < text.length(); i++) {
            int start = i;
            int end = -1;
            char c = text.charAt(i);
            if (c == '-' && startsPem(text, i)) {
                end = pemEnd(text, i);
            } else if (c == ':') {
                end = botEnd(text, i);
            } else if (c == 'e' && startsJson(text, i)) {
                dot = dot > i ? dot : partEnd(text, i);
                end = isJose(text, i, dot) ? tokenEnd(text, i) : -1;
            }
            if (end < 0 && c < 128 && Character.isLetter(c) && (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)))) {
                end = keyEnd(text, i);
                start = end < 0 ? schemeEnd(text, i) : i;
                end = end < 0 && start > i ? tokenEnd(text, start) : end;
            }
            if (end > start) {
                edits = edits == null ? new Edits() : edits;
                edits.replace(start, end, masking.mask(text, start, end));
                i = end - 1;
            }
        }
        return edits == null ? text : edits.applyTo(text);
    }

    /** Telegram's {@code 123456789:AA...} */
    private static int botEnd(String text, int colon) {
        boolean starts = colon > 5 && Character.isDigit(text.charAt(colon - 1)) && Character.isDigit(text.charAt(colon - 6))
                && text.startsWith(":AA", colon);
        int end = starts ? tokenEnd(text, colon + 1) : -1;
        return end - colon > SHORTEST_BOT ? end : -1;
    }

    static boolean isTokenCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~+/=".indexOf(c) >= 0;
    }

    private static int tokenEnd(String text, int from) {
        int end = from;
        while (end < text.length() && isTokenCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean startsPem(String text, int start) {
        return text.startsWith(PEM, start) || text.startsWith(SSH, start);
    }

    private static int pemEnd(String text, int start) {
        int end = text.indexOf(PEM_END, start);
        int dashes = end < 0 ? -1 : text.indexOf("-----", end + PEM_END.length());
        return dashes < 0 ? text.length() : dashes + 5;
    }

    private static boolean startsJson(String text, int start) {
        for (String json : JSON_STARTS) {
            if (text.startsWith(json, start)) {
                return true;
            }
        }
        return false;
    }

    /** The end of the base64 part that this place is in. */
    private static int partEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '.' && isTokenCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Three or five base64 parts, the first of which is a JSON object; also without a signature. */
    private static boolean isJose(String text, int start, int dot) {
        int next = dot + 1;
        return dot - start >= SHORTEST_JOSE && next < text.length() && text.charAt(dot) == '.'
                && (isTokenCharacter(text.charAt(next)));
    }

    private static int keyEnd(String text, int start) {
        for (Key key : KEYS[text.charAt(start)]) {
            if (text.startsWith(key.prefix(), start)) {
                int end = tokenEnd(text, start);
                return end - start >= key.prefix().length() + key.rest() ? end : -1;
            }
        }
        return -1;
    }

    static boolean startsScheme(String text, int start) {
        return startsWith(text, start, BEARER) || startsWith(text, start, BASIC);
    }

    private static boolean startsWith(String text, int start, String scheme) {
        return text.regionMatches(true, start, scheme, 0, scheme.length());
    }

    /** Where the credentials after an authentication scheme start; -1 if there is no scheme, or only a word about it. */
    private static int schemeEnd(String text, int start) {
        boolean bearer = startsWith(text, start, BEARER);
        int scheme = start + (bearer ? BEARER : BASIC).length();
        if (!bearer && !startsWith(text, start, BASIC) || scheme >= text.length()
                || !Character.isWhitespace(text.charAt(scheme))) {
            return -1;
        }
        int from = scheme;
        while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        String token = text.substring(from, tokenEnd(text, from));
        boolean words = NO_TOKENS.contains(token.toLowerCase(Locale.ROOT)) || token.endsWith("=") && token.length() < 8;
        return token.isEmpty() || words || !bearer && !isBasic(token) ? -1 : from;
    }

    private static boolean isBasic(String token) {
        boolean letters = token.chars().allMatch(Character::isLowerCase);
        return token.length() >= 8 && !letters;
    }

    private static Key[][] keys(String text) {
        List<List<Key>> keys = new ArrayList<>();
        for (int c = 0; c < 128; c++) {
            keys.add(new ArrayList<>(2));
        }
        for (String entry : text.strip().split("\\s+")) {
            String prefix = entry.substring(0, entry.length() - 2);
            keys.get(prefix.charAt(0)).add(new Key(prefix, Integer.parseInt(entry.substring(entry.length() - 2))));
        }
        return keys.stream().map(same -> same.toArray(Key[]::new)).toArray(Key[][]::new);
    }

    private record Key(String prefix, int rest) {}
}
