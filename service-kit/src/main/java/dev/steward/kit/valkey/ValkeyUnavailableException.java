package dev.steward.kit.valkey;

/**
 * Valkey did not answer in time, refused the connection or lost it. The caller falls back; an error reply is not this.
 */
public final class ValkeyUnavailableException extends RuntimeException {
    public ValkeyUnavailableException(Throwable cause) {
        super("Valkey does not answer: " + cause, cause, false, false);
    }
}
