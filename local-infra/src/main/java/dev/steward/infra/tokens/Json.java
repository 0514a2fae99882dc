package dev.steward.infra.tokens;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Just enough to write claims and keys. */
final class Json {
    private Json() {}

    static String object(Map<String, ?> members) {
        return members.entrySet().stream()
                .map(member -> string(member.getKey()) + ":" + value(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Object value) {
        return switch (value) {
            case Number number -> number.toString();
            case Boolean bool -> bool.toString();
            case Collection<?> items -> items.stream().map(Json::value).collect(Collectors.joining(",", "[", "]"));
            default -> string(value.toString());
        };
    }

    private static String string(String text) {
        var escaped = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                escaped.append('\\').append((char) c);
            } else if (c < ' ') {
                escaped.append("\\u%04x".formatted(c));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.append('"').toString();
    }
}
