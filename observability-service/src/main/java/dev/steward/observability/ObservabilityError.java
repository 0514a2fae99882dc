package dev.steward.observability;

import dev.steward.kit.problem.ErrorCode;

/** Every error of its own that this service can answer with. */
public enum ObservabilityError implements ErrorCode {
    INVALID_CURSOR(400, "The cursor is none of ours"),
    NOT_A_BATCH(400, "Not a batch of exchanges"),
    EXCHANGE_NOT_FOUND(404, "No such exchange"),
    BATCH_TOO_LARGE(413, "The batch is too large"),
    UNKNOWN_ENCODING(415, "The content encoding is not supported"),
    TOO_BROAD(422, "Too much would have to be read for this listing");

    private final Definition definition;

    ObservabilityError(int status, String title) {
        this.definition = new Definition(status, title);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
