package dev.steward.kit.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** An expected failure. Carries no stack trace: it is an answer, not a defect. */
public final class ProblemException extends RuntimeException {
    private final ErrorCode code;
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

    /** Answers with {@code Retry-After}, whole seconds, at least one. */
    public ProblemException retryAfter(Duration delay) {
        this.retryAfter = delay;
        return this;
    }

    public ErrorCode code() {
        return code;
    }

    Map<String, Object> members() {
        return members;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
