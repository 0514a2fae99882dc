package dev.steward.kit.recording.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Redacts header fields; every one of a repeated name. */
final class HeaderRedactor {
    private static final int MAX_HEADERS = 200;
    private static final int LONGEST_NAME = 128;
    private static final int MAX_NAMES = 512;
    private static final int LONGEST_VALUE = 8_192;
    private static final Set<String> COOKIES = Set.of("cookie", "cookie2");
    private static final Set<String> SET_COOKIES = Set.of("set-cookie", "set-cookie2");
    private static final Set<String> URLS = Set.of("referer", "referrer", "location", "content-location", "origin", ":path",
            "x-original-url", "x-original-uri", "x-rewrite-url", "x-forwarded-uri", "x-forwarded-path", "destination",
            "sourcemap");
    /**
     * Identifiers by which exchanges are found again: long numbers in them are no card numbers, and nothing in them is a
     * pair.
     */
    private static final Set<String> IDENTIFIERS = Set.of("traceparent", "tracestate", "b3", "x-b3-traceid", "x-b3-spanid",
            "x-b3-parentspanid", "x-request-id", "x-correlation-id", "request-id", "x-amzn-trace-id", "x-cloud-trace-context",
            "uber-trace-id",
            "sentry-trace", "x-datadog-trace-id", "x-datadog-parent-id", "etag", "if-none-match", "if-match", "date",
            "last-modified",
            "if-modified-since", "if-unmodified-since", "expires", "age", "content-length", "content-range", "range", "accept",
            "accept-encoding", "accept-language", "accept-charset", "content-encoding", "content-language", "vary", "host",
            "connection",
            "cache-control", "idempotency-key");
    private static final Set<String> KEYS_OF_NOTHING = Set.of("idempotency", "cache", "surrogate", "partition", "routing",
            "ordering",
            "socket", "websocket", "sort", "deduplication", "resource", "primary", "foreign", "public", "record");

    private final NameMatcher names;
    private final ValueRedactor values;
    /** The same few names come with every exchange. */
    private final Map<String, String> lowerCased = new ConcurrentHashMap<>();

    HeaderRedactor(NameMatcher names, ValueRedactor values) {
        this.names = names;
        this.values = values;
    }

    List<Header> redact(List<Header> headers, Masking masking) {
        List<Header> redacted = new ArrayList<>(Math.min(headers.size(), MAX_HEADERS + 1));
        for (Header header : headers) {
            if (redacted.size() == MAX_HEADERS) {
                redacted.add(new Header("[omitted]", headers.size() - MAX_HEADERS + " more headers"));
                break;
            }
            redacted.add(redact(header, masking));
        }
        return redacted;
    }

    Header redact(Header header, Masking masking) {
        String value = header.value() == null ? "" : header.value();
        String name = name(header.name() == null ? "" : header.name(), masking);
        String redacted = StorableText.ofLine(value(header.name(), value, masking));
        boolean same = name.equals(header.name()) && redacted.equals(header.value());
        return same ? header : new Header(name, redacted);
    }

    private String name(String name, Masking masking) {
        if (name.length() > LONGEST_NAME) {
            return "[omitted: " + name.length() + " characters]";
        }
        return StorableText.ofLine(TokenPatterns.redact(name, masking));
    }

    private String value(String original, String value, Masking masking) {
        String name = original == null ? "" : lowerCase(original);
        if (value.isEmpty()) {
            return value;
        }
        if (COOKIES.contains(name)) {
            return Cookies.request(value, masking);
        }
        if (SET_COOKIES.contains(name)) {
            return Cookies.response(value, masking);
        }
        Verdict verdict = names.verdict(original == null ? "" : original);
        if (verdict.masks(value) || isKey(verdict)) {
            return AuthScheme.keep(value, masking);
        }
        if (value.length() > LONGEST_VALUE) {
            return "[omitted: " + value.length() + " characters]";
        }
        if (IDENTIFIERS.contains(name)) {
            return TokenPatterns.redact(value, masking);
        }
        return URLS.contains(name) ? url(value, masking) : values.redact(value, masking);
    }

    private String lowerCase(String name) {
        String known = lowerCased.get(name);
        if (known != null) {
            return known;
        }
        String lowerCase = NameWords.lower(name.strip());
        if (name.length() <= LONGEST_NAME && lowerCased.size() < MAX_NAMES) {
            lowerCased.put(name, lowerCase);
        }
        return lowerCase;
    }

    /** A URL, and text around it if there is some. */
    private String url(String value, Masking masking) {
        return values.redact(values.urls().redact(value, null, masking), masking);
    }

    /** {@code X-Anything-Key}: what else would a client send? */
    private static boolean isKey(Verdict verdict) {
        List<String> words = verdict.words();
        return !words.isEmpty() && words.getLast().equals("key") && words.stream().noneMatch(KEYS_OF_NOTHING::contains);
    }
}
