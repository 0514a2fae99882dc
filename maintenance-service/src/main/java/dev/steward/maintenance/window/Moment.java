package dev.steward.maintenance.window;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** What a request says about a time: nothing, that there is none, or when. */
sealed interface Moment {
    record Unchanged() implements Moment {}

    record None() implements Moment {}

    record At(Instant time) implements Moment {}

    /**
     * @param value
     *            null when the request leaves it out
     */
    static Moment of(String member, JsonNode value) {
        if (value == null) {
            return new Unchanged();
        }
        if (value.isNull()) {
            return new None();
        }
        try {
            return new At(OffsetDateTime.parse(value.asText()).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeParseException e) {
            throw new ProblemException(KitError.VALIDATION_FAILED,
                    member + " must be an RFC 3339 time with its offset, or null.")
                    .field(member, "must be an RFC 3339 time with its offset, or null");
        }
    }

    /** The time that holds afterwards, if this one held before; null: none. */
    default Instant after(Instant before) {
        return switch (this) {
            case Unchanged() -> before;
            case None() -> null;
            case At(Instant time) -> time;
        };
    }
}
