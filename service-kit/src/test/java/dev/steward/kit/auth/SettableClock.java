package dev.steward.kit.auth;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Runs with the system's until it is stopped. */
final class SettableClock extends Clock {
    private volatile Instant stoppedAt;

    void stopAt(Instant instant) {
        stoppedAt = instant;
    }

    @Override
    public Instant instant() {
        Instant stopped = stoppedAt;
        return stopped == null ? Instant.now() : stopped;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
