package dev.steward.dispatcher;

import dev.steward.kit.problem.ErrorCode;

/** Every error that this service can answer with, besides the kit's own. */
public enum DispatcherError implements ErrorCode {
    REQUEST_NOT_FOUND(404, "No such request"),
    DESTINATION_NOT_FOUND(404, "No such destination"),
    REQUEST_SETTLED(409, "The request has ended already"),
    REQUEST_EXPIRED(409, "The request has expired"),
    BODY_TOO_LARGE(413, "The body is too large"),
    TARGET_FORBIDDEN(422, "The target is forbidden"),
    TIMEOUT_TOO_LONG(422, "The HTTP timeout is longer than a lease"),
    ALREADY_EXPIRED(422, "The request expires before it can be sent"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key belongs to another request"),
    NOT_SUPPORTED_YET(422, "Not supported yet");

    private final Definition definition;

    DispatcherError(int status, String title) {
        this.definition = new Definition(status, title);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
