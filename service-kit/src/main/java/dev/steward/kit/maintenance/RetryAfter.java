package dev.steward.kit.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** When a client should try again: at the back-online time, never sooner than the floor, and not all at once. */
final class RetryAfter {
    private final MaintenanceConfig config;

    RetryAfter(MaintenanceConfig config) {
        this.config = config;
    }

    long seconds(Instant backOnlineAt, Instant now) {
        Duration wait = backOnlineAt == null ? config.retryUnknown() : Duration.between(now, backOnlineAt);
        long base = Math.max(config.retryFloor().toSeconds(), Math.ceilDiv(wait.toMillis(), 1000));
        return base + Math.round(base * config.retryJitter() * ThreadLocalRandom.current().nextDouble());
    }
}
