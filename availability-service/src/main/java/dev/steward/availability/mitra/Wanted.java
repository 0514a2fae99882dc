package dev.steward.availability.mitra;

import java.time.Instant;
import java.util.UUID;

/**
 * A change of one mitra that is wanted; what is null stays as it is.
 *
 * @param online
 *            only an active mitra's can be changed
 * @param active
 *            false also takes the mitra offline and revokes its auth sessions
 * @param endedBy
 *            who ends the online period, if this does
 * @param seenAt
 *            the last ping that the mirror has, where that is when the period ends; else it ends now
 */
public record Wanted(UUID id, Boolean online, Boolean active, Integer maxConcurrent, EndedBy endedBy, Instant seenAt) {

    static Wanted online(UUID id) {
        return new Wanted(id, true, null, null, null, null);
    }

    static Wanted offline(UUID id, EndedBy by) {
        return new Wanted(id, false, null, null, by, null);
    }

    static Wanted of(UUID id, MitraChange change) {
        return new Wanted(id, null, change.active(), change.maxConcurrent(), EndedBy.DEACTIVATION, null);
    }

    /** What the sweep does to one that has not pinged since. */
    public static Wanted swept(UUID id, Instant seenAt) {
        return new Wanted(id, false, null, null, EndedBy.SWEEP, seenAt);
    }
}
