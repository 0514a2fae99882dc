package dev.steward.kit.telemetry;

import dev.steward.kit.recording.redaction.Header;
import dev.steward.kit.recording.redaction.Redacted;
import dev.steward.kit.recording.redaction.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import java.util.List;

/** Redacts one attribute by what its name says of it. */
final class AttributeRedaction {
    private static final String OMITTED = "[omitted: redaction failed]";

    private final Redactor redactor;

    AttributeRedaction(Redactor redactor) {
        this.redactor = redactor;
    }

    /**
     * @param all
     *            the attributes among which it stands
     */
    void put(AttributesBuilder redacted, AttributeKey<?> key, Object value, Attributes all) {
        String name = key.getKey();
        // The framework decodes the query, so that nobody can tell any more where a value in it ends.
        if (name.equals(UrlAttributes.URL_QUERY.getKey())) {
            return;
        }
        switch (key.getType()) {
            case STRING -> redacted.put(name, text(name, (String) value, all));
            case STRING_ARRAY -> redacted.put(name, ((List<?>) value).stream()
                    .map(each -> text(name, (String) each, all)).toArray(String[]::new));
            case BOOLEAN, LONG, DOUBLE, BOOLEAN_ARRAY, LONG_ARRAY, DOUBLE_ARRAY -> redacted.put(unchecked(key), value);
            default -> redacted.put(name, OMITTED);
        }
    }

    private String text(String name, String value, Attributes all) {
        if (name.equals(UrlAttributes.URL_PATH.getKey())) {
            return path(value, all.get(HttpAttributes.HTTP_ROUTE));
        }
        if (name.startsWith("url.") || name.equals("http.url") || name.equals("http.target")) {
            return redactor.url(value).value();
        }
        return value.indexOf('\n') < 0 ? named(name, value) : redactor.text(value).value();
    }

    /** The path is decoded too: one with a secret in it gives way to its route. */
    private String path(String path, String route) {
        Redacted<String> redacted = redactor.url(path, route);
        return redacted.masked() > 0 && route != null ? route : redacted.value();
    }

    /** A header is what else has one name and one value, of which either may tell a secret. */
    private String named(String name, String value) {
        return redactor.headers(List.of(new Header(name, value))).value().getFirst().value();
    }

    @SuppressWarnings("unchecked")
    private static AttributeKey<Object> unchecked(AttributeKey<?> key) {
        return (AttributeKey<Object>) key;
    }
}
