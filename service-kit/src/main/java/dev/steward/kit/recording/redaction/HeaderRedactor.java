package dev.steward.kit.recording.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;

/** Redacts header fields; every one of a repeated name. */
final class HeaderRedactor {
    private static final int MAX_HEADERS = 200;
    private static final int LONGEST_NAME = 128;
    private static final int MAX_NAMES = 512;
    private static final int LONGEST_VALUE = 8_192;

    private final NameMatcher names;
    private final ValueRedactor values;
    /** The same few names come with every exchange. */
    private final Map<String, FieldName> knownNames = new ConcurrentHashMap<>();
    private final Unchanged<Header> unchanged = new Unchanged<>();

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
        if (unchanged.has(header)) {
            return header;
        }
        int before = masking.masked();
        FieldName name = name(header.name() == null ? "" : header.name(), masking);
        String value = header.value() == null ? "" : header.value();
        String redacted = StorableText.ofLine(value.isEmpty() ? value : value(name, value, masking));
        if (!name.shown().equals(header.name()) || !redacted.equals(header.value())) {
            return new Header(name.shown(), redacted);
        }
        if (masking.masked() == before && name.kind() != FieldName.Kind.IDENTIFIER) {
            unchanged.add(header, redacted.length() + name.shown().length());
        }
        return header;
    }

    private FieldName name(String name, Masking masking) {
        FieldName known = knownNames.get(name);
        if (known != null) {
            return known;
        }
        FieldName read = FieldName.of(name, shown(name, masking), names.verdict(name));
        if (read.shown().equals(name) && knownNames.size() < MAX_NAMES) {
            knownNames.put(name, read);
        }
        return read;
    }

    private static String shown(String name, Masking masking) {
        return name.length() > LONGEST_NAME
                ? "[omitted: " + name.length() + " characters]"
                : StorableText.ofLine(TokenPatterns.redact(name, masking));
    }

    private String value(FieldName name, String value, Masking masking) {
        FieldName.Kind kind = name.kind();
        if (kind == FieldName.Kind.COOKIE) {
            return Cookies.request(value, masking);
        }
        if (kind == FieldName.Kind.SET_COOKIE) {
            return Cookies.response(value, masking);
        }
        if (kind == FieldName.Kind.SECRET || name.verdict().masks(value)) {
            return AuthScheme.keep(value, masking);
        }
        if (value.length() > LONGEST_VALUE) {
            return "[omitted: " + value.length() + " characters]";
        }
        return switch (kind) {
            case SUBPROTOCOLS -> subprotocols(value, masking);
            case IDENTIFIER, TERM -> TokenPatterns.redact(value, masking);
            // There may be text around it.
            case URL -> values.redact(values.urls().redact(value, null, masking), masking);
            default -> values.redact(value, masking);
        };
    }

    /** {@code bearer, x} and {@code base64url.bearer.authorization.k8s.io.x}. */
    private String subprotocols(String value, Masking masking) {
        StringJoiner redacted = new StringJoiner(", ");
        boolean announced = false;
        for (String each : value.split(",")) {
            String one = each.strip();
            if (one.isEmpty()) {
                // None at all (RFC 9110, section 5.6.1).
                continue;
            }
            boolean secret = one.indexOf(' ') < 0 && names.verdict(one).secret();
            redacted.add(announced || secret && one.indexOf('.') >= 0 ? masking.mask(one) : values.redact(one, masking));
            announced = secret;
        }
        return redacted.toString();
    }
}
