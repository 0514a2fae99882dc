package dev.steward.dispatcher.queue;

import dev.steward.dispatcher.RequestState;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The queue as operators see it.
 *
 * @param states
 *            how many requests are in each state
 */
@Schema(examples = """
        {
          "states": {"PENDING": 12, "DELIVERED": 40312, "STOPPED": 3, "EXPIRED": 0, "FAILED": 1, "CANCELLED": 0},
          "pending": 12,
          "failed": 1,
          "inFlight": 4,
          "oldestDueAgeSeconds": 0.012
        }""")
record QueueView(Map<RequestState, Long> states, long pending, long failed, long inFlight, double oldestDueAgeSeconds) {}
