package dev.steward.dispatcher.delivery;

import java.time.Duration;

/** How a look at the queue went. */
sealed interface Round {
    /**
     * @param untilNextDue
     *            zero or less: something is overdue; null: nothing waits
     */
    record Done(int claimed, Duration untilNextDue) implements Round {
        boolean leftOverdue() {
            return untilNextDue != null && !untilNextDue.isPositive();
        }
    }

    record Failed(Throwable cause) implements Round {}
}
