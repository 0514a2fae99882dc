package dev.steward.dispatcher.operations;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One attempt.
 *
 * @param status
 *            what the receiver answered; absent where it did not
 * @param error
 *            why there is no answer
 * @param responseExcerpt
 *            at most the first 2 KiB, without secrets; of what cannot be searched for these only why it is left out
 */
record AttemptView(int number, Instant startedAt, int durationMs, @Schema(examples = "503") Integer status, String error,
        String responseExcerpt) {}
