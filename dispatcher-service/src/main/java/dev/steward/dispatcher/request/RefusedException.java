package dev.steward.dispatcher.request;

import dev.steward.kit.problem.ErrorCode;
import dev.steward.kit.problem.Problem;
import dev.steward.kit.problem.Problem.FieldError;
import dev.steward.kit.problem.ProblemException;
import java.util.List;
import java.util.Map;

/** One request is not accepted: an error answer where it came alone, one of many results where it came in a batch. */
final class RefusedException extends RuntimeException {
    private final ErrorCode code;
    private final List<FieldError> errors;

    RefusedException(ErrorCode code, String detail, FieldError... errors) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.of(errors);
    }

    ErrorCode code() {
        return code;
    }

    List<FieldError> errors() {
        return errors;
    }

    ProblemException alone() {
        ProblemException problem = new ProblemException(code, getMessage());
        return errors.isEmpty() ? problem : problem.with("errors", errors);
    }

    Problem amongOthers() {
        return new Problem(code.type(), code.title(), code.status(), getMessage(), null, null, errors, Map.of());
    }
}
