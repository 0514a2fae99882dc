package dev.steward.dispatcher.queue;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The queue in three figures, for other services.
 *
 * @param failed
 *            requests that ended without delivery because no attempt was left or the target is forbidden
 */
@Schema(examples = """
        {"pending": 12, "failed": 1, "oldestDueAgeSeconds": 0.012}""")
record QueueSummary(long pending, long failed, double oldestDueAgeSeconds) {}
