package dev.steward.kit.recording.redaction;

import java.util.Set;

/** Cookies keep their names and lose their values. */
final class Cookies {
    private static final Set<String> ATTRIBUTES = Set.of("expires", "max-age", "domain", "path", "samesite", "priority",
            "version");
    private static final Set<String> FLAGS = Set.of("secure", "httponly", "partitioned");
    private static final int LONGEST_NAME = 64;
    private static final String IN_NAMES = "!#$%&'*+-.^_`|~:";

    private Cookies() {}

    /** The value of a Cookie header. */
    static String request(String value, Masking masking) {
        StringBuilder result = new StringBuilder(value.length());
        for (int from = 0; from < value.length();) {
            int end = end(value, from);
            append(result, value.substring(from, end), masking);
            from = end + 1;
        }
        return result.toString();
    }

    /** The value of a Set-Cookie header. */
    static String response(String value, Masking masking) {
        StringBuilder result = new StringBuilder(value.length());
        int first = end(value, 0);
        append(result, value.substring(0, first), masking);
        for (int from = first + 1; from < value.length();) {
            int end = end(value, from);
            String attribute = value.substring(from, end);
            if (isHarmless(attribute.strip())) {
                result.append(';').append(attribute);
            } else {
                append(result, attribute, masking);
            }
            from = end + 1;
        }
        return result.toString();
    }

    private static void append(StringBuilder result, String cookie, Masking masking) {
        int equals = cookie.indexOf('=');
        String name = cookie.substring(0, Math.max(0, equals)).strip();
        result.append(result.isEmpty() ? "" : ";").append(result.isEmpty() || !cookie.startsWith(" ") ? "" : " ");
        if (equals >= 0 && isName(name)) {
            result.append(name).append('=').append(masking.mask(cookie, equals + 1, cookie.length()));
        } else if (!cookie.isBlank()) {
            result.append(masking.mask(cookie));
        }
    }

    /** The next semicolon outside quotes; an open quote takes everything. */
    private static int end(String value, int from) {
        int semicolon = value.indexOf(';', from);
        int plain = semicolon < 0 ? value.length() : semicolon;
        int equals = value.indexOf('=', from, plain);
        if (equals < 0 || equals + 1 >= value.length() || value.charAt(equals + 1) != '"') {
            return plain;
        }
        int close = value.indexOf('"', equals + 2);
        int next = close < 0 ? -1 : value.indexOf(';', close);
        return next < 0 ? value.length() : next;
    }

    private static boolean isHarmless(String attribute) {
        int equals = attribute.indexOf('=');
        if (equals < 0) {
            return FLAGS.contains(NameWords.lower(attribute));
        }
        String name = NameWords.lower(attribute.substring(0, equals).strip());
        String value = attribute.substring(equals + 1);
        boolean simple = value.length() <= 128 && value.indexOf('=') < 0 && (value.indexOf(',') < 0 || name.equals("expires"));
        return simple && ATTRIBUTES.contains(name);
    }

    private static boolean isName(String name) {
        boolean plain = !name.isEmpty() && name.length() <= LONGEST_NAME;
        for (int i = 0; i < name.length() && plain; i++) {
            char c = name.charAt(i);
            plain = c < 128 && (Character.isLetterOrDigit(c) || IN_NAMES.indexOf(c) >= 0);
        }
        return plain;
    }
}
