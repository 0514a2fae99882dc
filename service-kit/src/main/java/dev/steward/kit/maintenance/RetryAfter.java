package dev.steward.kit.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** When a client should try again: at the back-online time, never sooner than the floor, and not all at once. */
final class RetryAfter {
    private RetryAfter() {}

    static long seconds(ChannelPolicy policy, Instant backOnlineAt, Instant now) {
        Duration wait = backOnlineAt == null ? policy.retryUnknown() : Duration.between(now, backOnlineAt);
        long base = Math.max(policy.retryFloor().toSeconds(), Math.ceilDiv(wait.toMillis(), 1000));
        return base + Math.round(base * policy.retryJitter() * ThreadLocalRandom.current().nextDouble());
    }
}
