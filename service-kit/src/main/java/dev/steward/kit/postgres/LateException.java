package dev.steward.kit.postgres;

/** The deadline passed while the work had its connection: the statement may be slow, or the server gone. */
final class LateException extends RuntimeException {
    LateException() {
        super("The deadline passed", null, false, false);
    }
}
