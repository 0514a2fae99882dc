package dev.steward.availability.heartbeat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a mitra counts as present, and how its pings reach Postgres. */
@ConfigMapping(prefix = "steward.availability.heartbeat")
public interface HeartbeatConfig {
    /** A mitra whose last ping is older is not available, in seconds. */
    @WithDefault("${MITRA_HEARTBEAT_FRESH_SECONDS:90}")
    Duration freshFor();

    /**
     * How often the last pings are written from Valkey to Postgres, in seconds. Where Postgres answers readers, it counts a
     * ping as fresh for this much longer.
     */
    @WithDefault("${HEARTBEAT_MIRROR_INTERVAL_SECONDS:60}")
    Duration mirrorEvery();

    /** When a mitra is told to ping next; at most half of the freshness, so that one lost ping is no absence. */
    @WithDefault("30s")
    Duration pingEvery();

    /** Up to this share is added or taken at random, so that the pings of all do not come in waves. */
    @WithDefault("0.1")
    double pingJitter();

    /** How long pings that Valkey could not take are collected before they are written to Postgres. */
    @WithDefault("1s")
    Duration flushEvery();
}
