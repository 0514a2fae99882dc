package dev.steward.dispatcher.operations;

import dev.steward.dispatcher.RequestState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A request as operators see it: without its body and headers, which hold secrets.
 *
 * @param uri
 *            without its secrets
 * @param destination
 *            scheme, host and port
 * @param attemptCount
 *            attempts made
 * @param attemptLimit
 *            attempts allowed; putting the request back adds as many as it had first
 * @param inFlight
 *            an attempt is under way
 * @param nextAttemptAt
 *            absent while one is under way, and in the end
 * @param reason
 *            why it ended as it did
 * @param traceId
 *            the trace in which it was enqueued, and which its attempts carry on
 * @param attempts
 *            in their order; absent in lists
 */
record RequestView(
        UUID id,
        RequestState state,
        String method,
        String uri,
        @Schema(examples = "https://crm.example.com:443") String destination,
        int successCode,
        List<Integer> stopCodes,
        int attemptCount,
        int attemptLimit,
        int attemptIntervalSeconds,
        int httpTimeoutSeconds,
        Instant createdAt,
        Instant expireAt,
        boolean inFlight,
        Instant nextAttemptAt,
        Instant settledAt,
        @Schema(examples = "Answered 418, a stop code.") String reason,
        String traceId,
        List<AttemptView> attempts) {

    RequestView with(List<AttemptView> made) {
        return new RequestView(id, state, method, uri, destination, successCode, stopCodes, attemptCount, attemptLimit,
                attemptIntervalSeconds, httpTimeoutSeconds, createdAt, expireAt, inFlight, nextAttemptAt, settledAt, reason,
                traceId, made);
    }
}
