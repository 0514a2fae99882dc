package dev.steward.availability.heartbeat;

import dev.steward.availability.Recurring;
import dev.steward.kit.config.ConfigurationError;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** When pings reach Postgres: from Valkey every minute, from memory every second, and what is left at the end. */
@Singleton
class HeartbeatSweep {
    private static final Duration LAST_FLUSH = Duration.ofSeconds(2);

    private final HeartbeatService heartbeats;
    private final PingBuffer buffer;
    private final HeartbeatConfig config;

    HeartbeatSweep(HeartbeatService heartbeats, PingBuffer buffer, HeartbeatConfig config) {
        this.heartbeats = heartbeats;
        this.buffer = buffer;
        this.config = config;
    }

    void start(@Observes StartupEvent event, Recurring recurring) {
        check();
        recurring.every(config.mirrorEvery(), "heartbeat mirror", heartbeats::mirrorToPostgres);
        recurring.every(config.flushEvery(), "flush of pings", buffer::flush);
    }

    /** Requests have been drained by now, and the process ends when this returns: the place to wait. */
    void stop(@Observes ShutdownEvent event) {
        try {
            buffer.flush().await().atMost(LAST_FLUSH);
        } catch (RuntimeException e) {
            Log.warnf("The last pings could not be written: %s", e.getMessage());
        }
    }

    private void check() {
        ConfigurationError.unless(config.pingEvery().multipliedBy(2).compareTo(config.freshFor()) <= 0,
                "steward.availability.heartbeat.ping-every (%s) is more than half of MITRA_HEARTBEAT_FRESH_SECONDS (%s): one lost"
                        + " ping would make a mitra unavailable. Lower the first.",
                config.pingEvery(), config.freshFor());
        ConfigurationError.unless(config.mirrorEvery().isPositive() && config.flushEvery().isPositive(),
                "HEARTBEAT_MIRROR_INTERVAL_SECONDS and steward.availability.heartbeat.flush-every must be positive: without them"
                        + " Postgres takes everybody for absent.");
    }
}
