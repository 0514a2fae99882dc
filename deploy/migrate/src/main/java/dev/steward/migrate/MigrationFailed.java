package dev.steward.migrate;

/** Says in one sentence, meant for an operator, why the database could not be brought to the wanted state. */
public class MigrationFailed extends RuntimeException {
    public MigrationFailed(String message) {
        super(message);
    }

    public MigrationFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
