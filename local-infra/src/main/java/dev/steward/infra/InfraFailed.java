package dev.steward.infra;

/** Says in one sentence, meant for whoever started us, why a program or a store could not be had. */
public class InfraFailed extends RuntimeException {
    public InfraFailed(String message) {
        super(message);
    }

    public InfraFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
