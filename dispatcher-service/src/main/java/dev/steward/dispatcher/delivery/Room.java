package dev.steward.dispatcher.delivery;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

/**
 * What a claim may take, and where it begins to look.
 *
 * @param limit
 *            so many tasks at most
 * @param free
 *            how many more attempts this replica can have under way
 * @param held
 *            how many it has, by destination
 * @param since
 *            before which time nothing is due, by destination; null: not known
 */
record Room(int limit, int free, Map<UUID, Integer> held, Map<UUID, Instant> since) {
    UUID[] holders() {
        return held.keySet().toArray(UUID[]::new);
    }

    /** In the same order. */
    Integer[] holdings() {
        return held.values().toArray(Integer[]::new);
    }

    UUID[] headed() {
        return since.keySet().toArray(UUID[]::new);
    }

    /** In the same order. */
    OffsetDateTime[] heads() {
        return since.values().stream().map(head -> head == null ? null : head.atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }
}
