package dev.steward.heartbeat.presence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Who is online. */
@ConfigMapping(prefix = "steward.heartbeat.presence")
public interface PresenceConfig {
    /** Somebody is active for so long after a heartbeat; several times the heartbeat's interval. */
    @WithDefault("5m")
    Duration activeFor();

    /** How many anonymous sessions, and how many customers, Valkey holds at most; the ones silent for longest go first. */
    @WithDefault("200000")
    int capacity();

    /** How often each replica writes the visitors it saw to PostgreSQL, or {@code off}. */
    @WithDefault("10s")
    String flushEvery();

    /** How many visitors wait for that at most; anonymous ones beyond it are not written. */
    @WithDefault("20000")
    int flushCapacity();

    /** How often visitors who left are deleted from PostgreSQL, or {@code off}. */
    @WithDefault("1m")
    String pruneEvery();
}
