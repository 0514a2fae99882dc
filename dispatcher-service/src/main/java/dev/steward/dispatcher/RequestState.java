package dev.steward.dispatcher;

/** Where a request stands. All but {@link #PENDING} are final, unless an operator puts the request back. */
public enum RequestState {
    /** Waiting for its next attempt, or under way. */
    PENDING,
    /** The receiver answered with the success code. */
    DELIVERED,
    /** The receiver answered with a stop code. */
    STOPPED,
    /** Its time was over before it was delivered. */
    EXPIRED,
    /** No attempt was left, or its target is forbidden. */
    FAILED,
    /** An operator withdrew it. */
    CANCELLED
}
