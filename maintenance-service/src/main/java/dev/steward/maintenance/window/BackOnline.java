package dev.steward.maintenance.window;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** What a request says about the back-online time: nothing, that it is not known, or when. */
sealed interface BackOnline {
    record Unchanged() implements BackOnline {}

    record Unknown() implements BackOnline {}

    record At(Instant time) implements BackOnline {}

    /**
     * @param member
     *            null when the request leaves it out
     */
    static BackOnline of(JsonNode member) {
        if (member == null) {
            return new Unchanged();
        }
        if (member.isNull()) {
            return new Unknown();
        }
        try {
            return new At(OffsetDateTime.parse(member.asText()).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeParseException e) {
            throw new ProblemException(KitError.VALIDATION_FAILED,
                    "backOnlineAt must be an RFC 3339 time with its offset, or null.");
        }
    }
}
