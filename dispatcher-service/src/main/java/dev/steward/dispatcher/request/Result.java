package dev.steward.dispatcher.request;

import java.time.Instant;
import java.util.UUID;

/** What became of one request that was asked for. */
sealed interface Result {
    record Stored(UUID id, Instant createdAt) implements Result {}

    /** Its key was used before, for the same. */
    record Repeated(UUID id, Instant createdAt) implements Result {}

    record Refused(RefusedException why) implements Result {}
}
