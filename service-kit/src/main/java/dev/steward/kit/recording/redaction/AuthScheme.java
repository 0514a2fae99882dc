package dev.steward.kit.recording.redaction;

import java.util.Set;

/** Credentials of which the scheme may be told. */
final class AuthScheme {
    private static final Set<String> SCHEMES = Set.of("bearer", "basic", "digest", "negotiate", "ntlm", "token", "apikey",
            "dpop", "hmac",
            "hoba", "mutual", "vapid", "gnap", "aws4-hmac-sha256", "signature", "scram-sha-256", "oauth", "privatetoken");

    private AuthScheme() {}

    static String keep(String credentials, Masking masking) {
        int blank = credentials.indexOf(' ');
        String scheme = blank < 0 ? "" : credentials.substring(0, blank);
        return SCHEMES.contains(NameWords.lower(scheme))
                ? scheme + " " + masking.mask(credentials, blank + 1, credentials.length())
                : masking.mask(credentials);
    }
}
