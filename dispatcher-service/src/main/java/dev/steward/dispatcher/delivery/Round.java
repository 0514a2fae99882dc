package dev.steward.dispatcher.delivery;

/** How a look at the queue went. */
sealed interface Round {
    record Done(Claim claim, int limit) implements Round {
        /**
         * Then there may be room for more; otherwise what is left must wait until an attempt ends or another replica is done.
         */
        boolean tookAllItCould() {
            return claim.tasks().size() == limit;
        }
    }

    record Failed(Throwable cause) implements Round {}
}
