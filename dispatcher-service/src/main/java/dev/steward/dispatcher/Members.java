package dev.steward.dispatcher;

import static dev.steward.kit.problem.KitError.VALIDATION_FAILED;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.kit.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;

/**
 * A JSON object that says what an operator wants: a member that nobody knows is refused, as a misspelt one would be
 * ignored and so mean something else, and more.
 */
public record Members(JsonNode object, String path) {
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");

    /**
     * @param path
     *            where the object stands in the body, with a dot at its end; empty for the body itself
     */
    public static Members of(JsonNode object, String path, Set<String> known) {
        if (object == null || !object.isObject()) {
            String name = path.isEmpty() ? "The body" : path.substring(0, path.length() - 1);
            throw new ProblemException(VALIDATION_FAILED, name + " must be a JSON object.");
        }
        var members = new Members(object, path);
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw members.wrong(name, "is unknown; there are " + String.join(", ", known.stream().sorted().toList()));
            }
        });
        return members;
    }

    public Members object(String name, Set<String> known) {
        return of(object.path(name), path + name + ".", known);
    }

    /** Null where it is absent or null. */
    public String text(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isTextual()) {
            throw wrong(name, "must be a string");
        }
        return value == null ? null : value.textValue();
    }

    /** Null where it is absent or null. */
    public Integer number(String name, int least, int most) {
        JsonNode value = value(name);
        if (value != null && (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < least
                || value.intValue() > most)) {
            throw wrong(name, "must be a number from %d to %d".formatted(least, most));
        }
        return value == null ? null : value.intValue();
    }

    /** Null where it is absent or null. */
    public Boolean flag(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return value == null ? null : value.booleanValue();
    }

    /** Null where it is absent or null. */
    public Instant time(String name) {
        String text = text(name);
        Instant time = text == null ? null : parsed(name, text);
        if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(END_OF_TIME))) {
            throw wrong(name, "must be in the years 1970 to 9999");
        }
        return time;
    }

    public boolean has(String name) {
        return object.has(name);
    }

    public ProblemException wrong(String name, String message) {
        return new ProblemException(VALIDATION_FAILED, path + name + " " + message + ".").field(path + name, message);
    }

    private Instant parsed(String name, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw wrong(name, "must be a time like 2030-01-01T00:00:00Z");
        }
    }

    private JsonNode value(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
