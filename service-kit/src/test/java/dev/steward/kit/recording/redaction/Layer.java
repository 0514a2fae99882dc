package dev.steward.kit.recording.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One more encoding around a value. */
enum Layer {
    JSON_MEMBER,
    JSON_STRING,
    PERCENT,
    BASE64,
    FORM,
    XML,
    URL,
    TEXT,
    BASE64_URL;

    String around(String value) {
        return switch (this) {
            case JSON_MEMBER -> "{\"a\":" + JsonStrings.quote(value) + ",\"b\":1}";
            case JSON_STRING -> "[" + JsonStrings.quote(value) + "]";
            case PERCENT -> PercentCoding.encode(value);
            case BASE64 -> Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
            case BASE64_URL ->
                Base64.getUrlEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8));
            case FORM -> "a=1&b=" + PercentCoding.encode(value) + "&c=2";
            case XML -> "<a><b>" + XmlEntities.encode(value) + "</b></a>";
            case URL -> "https://host.example/a?b=" + PercentCoding.encode(value) + "#c";
            case TEXT -> "request failed: " + value + " (see log)";
        };
    }
}
