package dev.steward.kit.valkey;

import java.util.Objects;

/**
 * Valkey did not answer in time, refused the connection or lost it. The caller falls back; an error reply is not this.
 */
public final class ValkeyUnavailableException extends RuntimeException {
    public ValkeyUnavailableException(Throwable cause) {
        super("Valkey does not answer: " + Objects.requireNonNullElse(cause.getMessage(), cause.toString()), cause, false,
                false);
    }

    ValkeyUnavailableException(String reason) {
        super("Valkey does not answer: " + reason, null, false, false);
    }
}
