package dev.steward.heartbeat.flag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A worker's word, good for a while.
 *
 * @param running
 *            false ends the lease at once
 * @param ttlSeconds
 *            how long the word is good without being renewed; null: a minute
 */
public record FlagLease(
        @Schema(examples = "true") @NotNull Boolean running,
        @Schema(examples = "60") @Min(1) @Max(86_400) Integer ttlSeconds) {

    private static final int DEFAULT_SECONDS = 60;

    int seconds() {
        if (!running) {
            return 0;
        }
        return ttlSeconds == null ? DEFAULT_SECONDS : ttlSeconds;
    }
}
