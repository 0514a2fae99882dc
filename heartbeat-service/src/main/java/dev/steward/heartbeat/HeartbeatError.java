package dev.steward.heartbeat;

import dev.steward.kit.problem.ErrorCode;

/** Every error of this service's own; what the framework and the stores raise stands in the kit's list. */
public enum HeartbeatError implements ErrorCode {
    UNKNOWN_RANGE(400, "No such range"),
    UNKNOWN_FLAG(404, "No such flag"),
    UNSUPPORTED_SCHEMA(422, "This version of the payload is not supported");

    private final Definition definition;

    HeartbeatError(int status, String title) {
        this.definition = new Definition(status, title);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
