package dev.steward.local.supervision;

import java.util.Locale;

/**
 * What is known of a process now.
 *
 * @param process
 *            null while it does not run
 * @param note
 *            why, where the state is not a good one
 */
record Condition(State state, ProcessIdentity process, int restarts, String note) {
    static final Condition NEVER_STARTED = new Condition(State.STOPPED, null, 0, null);

    enum State {
        STARTING,
        READY,
        DEGRADED,
        UNRESPONSIVE,
        RESTARTING,
        STOPPED;

        boolean isServing() {
            return this == READY || this == DEGRADED;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Condition launched(ProcessIdentity as) {
        return new Condition(State.STARTING, as, restarts, note);
    }

    Condition reached(State next, String why) {
        return new Condition(next, process, restarts, why);
    }

    Condition ended(String how) {
        return new Condition(State.RESTARTING, null, restarts + 1, how);
    }

    Condition stopped() {
        return new Condition(State.STOPPED, null, restarts, null);
    }
}
