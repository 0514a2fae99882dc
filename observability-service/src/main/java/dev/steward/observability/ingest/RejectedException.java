package dev.steward.observability.ingest;

/** Says why one record is not stored, for whoever writes a recorder. */
final class RejectedException extends RuntimeException {
    RejectedException(String reason) {
        super(reason, null, false, false);
    }

    static void unless(boolean right, String reason, Object... details) {
        if (!right) {
            throw new RejectedException(reason.formatted(details));
        }
    }
}
