package dev.steward.maintenance.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One change of what everybody follows, as the stream tells it. */
record Revision(long revision, Instant at, String actor, List<Step> changes) {
    /**
     * @param windowId
     *            absent where it is not about a window; likewise {@code linkId}
     */
    record Step(String action, UUID windowId, UUID linkId) {}
}
