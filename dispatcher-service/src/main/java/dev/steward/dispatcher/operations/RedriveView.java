package dev.steward.dispatcher.operations;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a run put back.
 *
 * @param id
 *            of the run
 * @param redriven
 *            how many it put back
 * @param more
 *            it put back as many as it was allowed to, so there may be others
 * @param lastAttemptAt
 *            when the last of them falls due; absent where there was none
 */
@Schema(examples = """
        {
          "id": "019aaa11-7d3c-7c4e-9a65-2f0d2b6f7d10",
          "redriven": 500,
          "more": true,
          "lastAttemptAt": "2026-03-01T12:01:40Z"
        }""")
record RedriveView(UUID id, int redriven, boolean more, Instant lastAttemptAt) {}
