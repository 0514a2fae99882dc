package dev.steward.dispatcher.delivery;

/** How a look at the queue went. */
sealed interface Round {
    record Done(Claim claim) implements Round {}

    record Failed(Throwable cause) implements Round {}
}
