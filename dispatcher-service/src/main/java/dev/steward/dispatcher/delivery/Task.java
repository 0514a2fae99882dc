package dev.steward.dispatcher.delivery;

import dev.steward.dispatcher.StopCodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A request that this worker has leased, with all that sending it takes.
 *
 * @param attempts
 *            those whose outcome is recorded
 * @param due
 *            when it was due, and will be again if it is handed back
 */
record Task(UUID id, UUID destination, Lease lease, Content content, int successCode, List<Integer> stopCodes,
        Instant createdAt,
        Instant expireAt,
        int attempts, int attemptLimit, Pace pace, Duration httpTimeout, Instant due) {

    /**
     * What is sent, and where to.
     *
     * @param trace
     *            of its enqueuing: trace id, span id and flags, as in a traceparent; or the trace id alone
     */
    record Content(String method, String uri, String body, Map<String, String> headers, String trace) {}

    /** The number of the attempt under way, from 1. */
    int number() {
        return attempts + 1;
    }

    boolean expiredAt(Instant now) {
        return expireAt != null && !now.isBefore(expireAt);
    }

    boolean stopsAt(int status) {
        return status == StopCodes.ARCHIVED_PLUGIN || stopCodes.contains(status);
    }
}
