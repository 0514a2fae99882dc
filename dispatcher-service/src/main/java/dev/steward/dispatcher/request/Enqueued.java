package dev.steward.dispatcher.request;

import dev.steward.dispatcher.RequestState;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The request as it was accepted; a repetition answers the same again.
 *
 * @param nextAttemptAt
 *            at once, so it equals {@code createdAt}
 */
@Schema(examples = """
        {
          "id": "019aaa11-7d3c-7c4e-9a65-2f0d2b6f7d10",
          "state": "PENDING",
          "createdAt": "2026-03-01T12:00:00.123456Z",
          "nextAttemptAt": "2026-03-01T12:00:00.123456Z"
        }""")
record Enqueued(UUID id, RequestState state, Instant createdAt, Instant nextAttemptAt) {
    static Enqueued at(UUID id, Instant createdAt) {
        return new Enqueued(id, RequestState.PENDING, createdAt, createdAt);
    }
}
