package dev.steward.dispatcher.target;

import java.time.Duration;

/** The name was not looked up in time. Carries no stack trace: it is an answer, not a defect. */
public final class SlowLookupException extends RuntimeException {
    SlowLookupException(Duration waited) {
        super("the host was not looked up within %d s".formatted(waited.toSeconds()), null, false, false);
    }
}
