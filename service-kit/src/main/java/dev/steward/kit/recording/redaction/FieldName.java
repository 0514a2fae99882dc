package dev.steward.kit.recording.redaction;

import java.util.List;
import java.util.Set;

/**
 * All that is asked about the name of a header field.
 *
 * @param shown
 *            the name as it is stored
 */
record FieldName(String shown, Kind kind, Verdict verdict) {
    /** How a value is looked at. */
    enum Kind {
        COOKIE,
        SET_COOKIE,
        SECRET,
        URL,
        /** What a WebSocket shall speak: browsers can send a token nowhere else. */
        SUBPROTOCOLS,
        /** Long numbers in it are no card numbers, and nothing in it is a pair. */
        TERM,
        /** The same, and hardly any comes twice. */
        IDENTIFIER,
        FREE
    }

    private static final Set<String> COOKIES = Set.of("cookie", "cookie2");
    private static final Set<String> SET_COOKIES = Set.of("set-cookie", "set-cookie2");
    private static final Set<String> URLS = Set.of("referer", "referrer", "location", "content-location", "origin", ":path",
            "x-original-url", "x-original-uri", "x-rewrite-url", "x-forwarded-uri", "x-forwarded-path", "destination",
            "sourcemap");
    private static final Set<String> TERMS = Set.of("range", "accept", "accept-encoding", "accept-language", "accept-charset",
            "content-encoding", "content-language", "vary", "host", "connection", "cache-control");
    /** By these, exchanges are found again. */
    private static final Set<String> IDENTIFIERS = Set.of("traceparent", "tracestate", "b3", "x-b3-traceid", "x-b3-spanid",
            "x-b3-parentspanid", "x-request-id", "x-correlation-id", "request-id", "x-amzn-trace-id", "x-cloud-trace-context",
            "uber-trace-id", "sentry-trace", "x-datadog-trace-id", "x-datadog-parent-id", "etag", "if-none-match", "if-match",
            "date", "last-modified", "if-modified-since", "if-unmodified-since", "expires", "age", "content-length",
            "content-range", "idempotency-key");
    private static final Set<String> KEYS_OF_NOTHING = Set.of("idempotency", "cache", "surrogate", "partition", "routing",
            "ordering", "socket", "websocket", "sort", "deduplication", "resource", "primary", "foreign", "public", "record");

    static FieldName of(String name, String shown, Verdict verdict) {
        return new FieldName(shown, kind(NameWords.lower(name.strip()), verdict), verdict);
    }

    /** What has no rule of its own may still be doubtful: then its value decides. */
    private static Kind kind(String name, Verdict verdict) {
        if (COOKIES.contains(name)) {
            return Kind.COOKIE;
        }
        if (SET_COOKIES.contains(name)) {
            return Kind.SET_COOKIE;
        }
        if (verdict.secret() || isKey(verdict)) {
            return Kind.SECRET;
        }
        if (IDENTIFIERS.contains(name)) {
            return Kind.IDENTIFIER;
        }
        if (name.equals("sec-websocket-protocol")) {
            return Kind.SUBPROTOCOLS;
        }
        return TERMS.contains(name) ? Kind.TERM : URLS.contains(name) ? Kind.URL : Kind.FREE;
    }

    /** {@code X-Anything-Key}: what else would a client send? */
    private static boolean isKey(Verdict verdict) {
        List<String> words = verdict.words();
        return !words.isEmpty() && words.getLast().equals("key") && words.stream().noneMatch(KEYS_OF_NOTHING::contains);
    }
}
