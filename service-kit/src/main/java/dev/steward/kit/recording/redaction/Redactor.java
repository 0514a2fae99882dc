package dev.steward.kit.recording.redaction;

import java.util.List;
import java.util.function.Function;

/**
 * Takes secrets out of what is recorded. A pure function of its input and the rules, safe for use by any number of
 * threads; it takes
 * linear time, and never throws: what it cannot read, or fails to read, is left out with a reason, so that there is
 * always a record.
 */
public final class Redactor {
    private static final int LONGEST_TEXT = 32_768;
    private static final String FAILED = "[omitted: redaction failed]";

    private final String rulesVersion;
    private final ValueRedactor values;
    private final HeaderRedactor headers;
    private final BodyRedactor bodies;
    private final Unchanged<RoutedUrl> unchangedUrls = new Unchanged<>();

    public Redactor(RedactionRules rules) {
        NameMatcher names = new NameMatcher(rules);
        this.rulesVersion = rules.version();
        this.values = new ValueRedactor(names, rules);
        this.headers = new HeaderRedactor(names, values);
        this.bodies = new BodyRedactor(names, values, headers);
    }

    /** {@link RedactionRules#version()} of the rules in use, to be stored with what they redacted. */
    public String rulesVersion() {
        return rulesVersion;
    }

    /**
     * Redacts header fields, every one of a repeated name. Cookies keep their names, credentials their scheme; line breaks
     * and other
     * control characters become visible. More than 200 fields are summed up in a last one.
     */
    public Redacted<List<Header>> headers(List<Header> fields) {
        int length = 0;
        for (Header field : fields) {
            length += length(field);
        }
        return attempt(length, masking -> headers.redact(fields, masking),
                List.of(new Header("[omitted]", fields.size() + " headers")));
    }

    /** Redacts a URL whose route is not known. */
    public Redacted<String> url(String url) {
        return url(url, null);
    }

    /**
     * Redacts a URL or a part of one: user information, path, query and fragment.
     *
     * @param route
     *            the template that the router matched, like {@code /password/reset/{token}}, by whose parameter names the
     *            secrets of
     *            the path are found; or null
     */
    public Redacted<String> url(String url, String route) {
        RoutedUrl routed = new RoutedUrl(url, route);
        if (unchangedUrls.has(routed)) {
            return new Redacted<>(url, 0);
        }
        Redacted<String> redacted = attempt(url.length(),
                masking -> StorableText.ofLine(values.urls().redact(boundedUrl(url), route, masking)), FAILED);
        if (redacted.masked() == 0 && redacted.value().equals(url)) {
            unchangedUrls.add(routed, url.length());
        }
        return redacted;
    }

    /** Redacts free text, such as the message of an exception. The end of a text beyond 32,768 characters is left out. */
    public Redacted<String> text(String text) {
        return attempt(text.length(), masking -> StorableText.ofBody(values.redact(bounded(text), masking)), FAILED);
    }

    /**
     * Redacts a body. JSON, XML, forms, multipart and plain text are kept without their secrets, whatever their label says;
     * everything
     * else is kept as size and digest.
     *
     * @param maxBodyBytes
     *            how many bytes are looked at, before and after decompression; the text has at most twice as many
     *            characters
     */
    public RedactedBody body(BodySource source, int maxBodyBytes) {
        try {
            return bodies.redact(source, Math.max(0, maxBodyBytes));
        } catch (RuntimeException | StackOverflowError e) {
            String reason = e == Unreadable.TOO_COMPLEX ? e.getMessage() : "redaction failed";
            return new RedactedBody(null, null, source.originalSize(), source.sha256(), false, reason, 0);
        }
    }

    private record RoutedUrl(String url, String route) {}

    private static <T> Redacted<T> attempt(int length, Function<Masking, T> redaction, T omitted) {
        Masking masking = new Masking(length);
        try {
            return new Redacted<>(redaction.apply(masking), masking.masked());
        } catch (RuntimeException | StackOverflowError e) {
            return new Redacted<>(omitted, 1);
        }
    }

    private static int length(Header header) {
        return (header.name() == null ? 0 : header.name().length()) + (header.value() == null ? 0 : header.value().length());
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST_TEXT ? text : CutText.withoutTail(text.substring(0, LONGEST_TEXT));
    }

    /** Only the part before the query of a URL that is too long: nothing in its query would be complete for sure. */
    private static String boundedUrl(String url) {
        if (url.length() <= LONGEST_TEXT) {
            return url;
        }
        int query = url.indexOf('?');
        boolean keepsPath = query >= 0 && query <= LONGEST_TEXT;
        return (keepsPath ? url.substring(0, query) : "") + "[omitted: " + (keepsPath ? url.length() - query : url.length())
                + " characters]";
    }
}
