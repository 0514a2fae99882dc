package dev.steward.dispatcher.request;

import static dev.steward.kit.problem.KitError.VALIDATION_FAILED;

import dev.steward.kit.problem.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects what is wrong with a request, so that the caller learns all of it at once. */
final class Complaints {
    private final List<FieldError> errors = new ArrayList<>();

    void unless(boolean holds, String field, String message) {
        if (!holds) {
            errors.add(new FieldError(field, message));
        }
    }

    /** Absent is fine. */
    void unlessWithin(Integer value, int least, int most, String field) {
        unless(value == null || value >= least && value <= most, field, "must be from %d to %d".formatted(least, most));
    }

    void raise() {
        if (!errors.isEmpty()) {
            String detail = errors.stream().map(error -> error.field() + " " + error.message())
                    .collect(Collectors.joining("; "));
            throw new RefusedException(VALIDATION_FAILED, detail, errors.toArray(FieldError[]::new));
        }
    }
}
