package dev.steward.maintenance.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One line of the audit trail.
 *
 * @param seq
 *            its place within the revision
 * @param actor
 *            the subject of the caller's token
 * @param windowId
 *            null where it is not about a window; likewise {@code linkId}
 * @param before
 *            what was stored; null for something new
 * @param after
 *            what is stored since; null for something that is gone
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record EventView(long revision, int seq, Instant at, String actor, String action, UUID windowId, UUID linkId,
        Map<String, Object> before, Map<String, Object> after) {}
