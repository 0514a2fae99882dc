package dev.steward.kit.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An expected failure. Carries no stack trace: it is an answer, not a defect. */
public final class ProblemException extends RuntimeException {
    private final ErrorCode code;
    private final List<Problem.FieldError> errors = new ArrayList<>();
    private final Map<String, Object> members = new LinkedHashMap<>();
    private Duration retryAfter;

    public ProblemException(ErrorCode code, String detail) {
        this(code, detail, null);
    }

    public ProblemException(ErrorCode code, String detail, Throwable cause) {
        super(detail, cause, false, false);
        this.code = code;
    }

    /** Adds an extension member to the problem document (RFC 9457, section 3.2). */
    public ProblemException with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /** Names a field that is wrong, by its path in the request's JSON, {@code channels[0]}. */
    public ProblemException field(String path, String message) {
        errors.add(new Problem.FieldError(path, message));
        return this;
    }

    /** Answers with {@code Retry-After}: whole seconds, rounded up. */
    public ProblemException retryAfter(Duration delay) {
        this.retryAfter = delay;
        return this;
    }

    public ErrorCode code() {
        return code;
    }

    /** The document without a request, for one of several results in a 200. */
    public Problem problem() {
        return problem(null, null);
    }

    Problem problem(String instance, String traceId) {
        return new Problem(code.type(), code.title(), code.status(), getMessage(), instance, traceId, List.copyOf(errors),
                members);
    }

    /** Null without a delay. */
    String retryAfterSeconds() {
        return retryAfter == null ? null : Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
    }
}
