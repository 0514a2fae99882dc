package dev.steward.kit.recording.redaction;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A Content-Type, read leniently.
 *
 * @param name
 *            type and subtype in lower case, or null when there is no readable one
 */
record MediaType(String name, Kind kind, String parameters) {
    /** How a body is looked at; what a kind promises is checked against the body itself. */
    enum Kind {
        JSON,
        XML,
        FORM,
        MULTIPART,
        TEXT,
        /** Nobody said. */
        UNKNOWN,
        /** Understood by nobody here, or full of secrets in places that cannot be told. */
        OPAQUE
    }

    private static final Pattern NAME = Pattern.compile("[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,100}");
    private static final Set<String> JSON = Set.of("application/json", "text/json", "text/x-json", "application/x-json",
            "application/x-ndjson",
            "application/ndjson", "application/jsonl", "application/x-jsonlines", "application/jsonlines",
            "application/json-seq",
            "application/json5", "application/csp-report", "application/jsonrequest", "application/graphql-response");
    private static final Set<String> XML = Set.of("application/xml", "text/xml", "application/soap",
            "application/xml-external-parsed-entity");
    private static final Set<String> TEXT = Set.of("text/plain", "text/event-stream", "application/graphql", "text/markdown",
            "text/x-log",
            "text/x-markdown");

    private static final int MOST_KNOWN = 256;
    private static final int LONGEST_KNOWN = 128;
    /** The same few come with every exchange. */
    private static final Map<String, MediaType> KNOWN_TYPES = new ConcurrentHashMap<>();

    static MediaType of(String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return new MediaType(null, Kind.UNKNOWN, "");
        }
        MediaType known = KNOWN_TYPES.get(contentType);
        if (known != null) {
            return known;
        }
        MediaType read = read(contentType);
        if (contentType.length() <= LONGEST_KNOWN && KNOWN_TYPES.size() < MOST_KNOWN) {
            KNOWN_TYPES.put(contentType, read);
        }
        return read;
    }

    private static MediaType read(String contentType) {
        int semicolon = contentType.indexOf(';');
        int comma = contentType.indexOf(',');
        int end = semicolon < 0 ? contentType.length() : semicolon;
        String name = NameWords.lower(contentType.substring(0, comma < 0 ? end : Math.min(end, comma)).strip());
        boolean readable = NAME.matcher(name).matches();
        return new MediaType(readable ? name : null, readable ? kind(name) : Kind.UNKNOWN, contentType.substring(end));
    }

    /** The value of a parameter such as charset or boundary, or null. */
    String parameter(String wanted) {
        for (int i = parameters.indexOf(';'); i >= 0; i = parameters.indexOf(';', i + 1)) {
            int equals = parameters.indexOf('=', i);
            if (equals > 0 && parameters.substring(i + 1, equals).strip().equalsIgnoreCase(wanted)) {
                return value(equals + 1);
            }
        }
        return null;
    }

    private String value(int from) {
        String rest = parameters.substring(from).stripLeading();
        if (rest.startsWith("\"")) {
            int close = rest.indexOf('"', 1);
            return rest.substring(1, close < 0 ? rest.length() : close);
        }
        int end = rest.indexOf(';');
        return rest.substring(0, end < 0 ? rest.length() : end).strip();
    }

    private static Kind kind(String name) {
        if (JSON.contains(name) || name.endsWith("+json") || name.endsWith("+json-seq")) {
            return Kind.JSON;
        }
        if (name.startsWith("multipart/")) {
            return Kind.MULTIPART;
        }
        if (name.equals("application/x-www-form-urlencoded")) {
            return Kind.FORM;
        }
        if (TEXT.contains(name)) {
            return Kind.TEXT;
        }
        boolean page = name.equals("application/xhtml+xml") || name.startsWith("image/");
        return XML.contains(name) || name.endsWith("+xml") && !page ? Kind.XML : Kind.OPAQUE;
    }
}
