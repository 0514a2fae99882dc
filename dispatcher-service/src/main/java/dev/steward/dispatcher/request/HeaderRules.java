package dev.steward.dispatcher.request;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers a caller may have sent along. Pure. */
final class HeaderRules {
    private static final int MAX_HEADERS = 32;
    private static final int MAX_CHARACTERS = 8192;
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    /** Ours to set, or a way to make two programs read one message differently. */
    private static final Set<String> OURS = Set.of("host", "connection", "content-length", "content-type", "content-encoding",
            "transfer-encoding", "te", "trailer", "upgrade", "expect", "keep-alive", "traceparent");

    private HeaderRules() {}

    static void check(Map<String, String> headers, boolean sendsToken, Complaints complaints) {
        complaints.unless(headers.size() <= MAX_HEADERS, "headers", "must not be more than " + MAX_HEADERS);
        complaints.unless(characters(headers) <= MAX_CHARACTERS, "headers",
                "must not exceed " + MAX_CHARACTERS + " characters");
        headers.forEach((name, value) -> check(name, value, sendsToken, complaints));
    }

    private static void check(String name, String value, boolean sendsToken, Complaints complaints) {
        String field = "headers." + name;
        String lower = name.toLowerCase(Locale.ROOT);
        complaints.unless(NAME.matcher(name).matches(), field, "is not a header's name");
        complaints.unless(value != null && VALUE.matcher(value).matches(), field, "must have a value of printable ASCII");
        complaints.unless(!OURS.contains(lower) && !lower.startsWith("proxy-"), field, "is not the caller's to set");
        complaints.unless(!(sendsToken && lower.equals("authorization")), field, "carries the token of a GET already");
    }

    private static int characters(Map<String, String> headers) {
        return headers.entrySet().stream()
                .mapToInt(header -> header.getKey().length() + (header.getValue() == null ? 0 : header.getValue().length()))
                .sum();
    }
}
