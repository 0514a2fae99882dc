package dev.steward.dispatcher.delivery;

import java.util.Map;
import java.util.UUID;

/**
 * What a claim may take.
 *
 * @param limit
 *            so many tasks at most
 * @param free
 *            how many more attempts this replica can have under way
 * @param held
 *            how many it has, by destination
 */
record Room(int limit, int free, Map<UUID, Integer> held) {
    UUID[] destinations() {
        return held.keySet().toArray(UUID[]::new);
    }

    /** In the same order. */
    Integer[] tasks() {
        return held.values().toArray(Integer[]::new);
    }
}
