package dev.steward.dispatcher.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Where the tasks of a destination begin, as far as this replica knows. Before that time lie only the entries of tasks
 * that
 * are done; as long as some transaction is open somewhere, each claim would read them all again. What is said here
 * saves
 * reading and nothing else: every few seconds the tasks are read from their beginning, so one that lies before its
 * destination's head all the same, as its worker handed it back, waits that long at most. Not for several threads.
 */
final class Heads {
    static final Duration VALID = Duration.ofSeconds(5);
    static final int MOST = 1000;

    private final Map<UUID, Instant> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Instant> eldest) {
            return size() > MOST;
        }
    };
    private long validUntil;

    Heads(long nanos) {
        validUntil = nanos + VALID.toNanos();
    }

    void learn(Map<UUID, Instant> heads) {
        known.putAll(heads);
    }

    /** Null stands for the beginning. */
    Map<UUID, Instant> at(long nanos) {
        if (nanos - validUntil >= 0) {
            validUntil = nanos + VALID.toNanos();
            forget();
        }
        return new LinkedHashMap<>(known);
    }

    /** The destinations are remembered, so that it is told where each begins, also where nothing is due. */
    void forget() {
        known.replaceAll((destination, head) -> null);
    }
}
