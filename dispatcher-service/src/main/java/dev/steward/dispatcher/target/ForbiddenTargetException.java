package dev.steward.dispatcher.target;

/** The name leads to an address that may not be sent to. Carries no stack trace: it is an answer, not a defect. */
public final class ForbiddenTargetException extends RuntimeException {
    ForbiddenTargetException(String message) {
        super(message, null, false, false);
    }
}
