package dev.steward.maintenance.point;

import java.time.Instant;

/**
 * An enforcement point.
 *
 * @param kind
 *            {@code gateway}, or {@code service} for one with the kit's gate
 * @param state
 *            {@code current}; {@code behind} a newer revision; {@code silent} when it has not reported lately
 * @param acknowledgedAt
 *            when it first reported this revision
 * @param tookMillis
 *            from the change to then; absent where the revision is older than the point
 * @param clockOffsetMillis
 *            how much its clock is behind this service's
 */
public record PointView(String id, String kind, State state, long revision, Instant acknowledgedAt, Integer tookMillis,
        Instant seenAt, long clockOffsetMillis) {
    public enum State {
        current,
        behind,
        silent
    }
}
