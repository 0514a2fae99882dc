package dev.steward.heartbeat.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Business events and their counters. */
@ConfigMapping(prefix = "steward.heartbeat.event")
public interface EventConfig {
    /** An event that occurred longer ago is refused; younger ones are counted once, however often they are sent. */
    @WithDefault("30d")
    Duration acceptedFor();

    /** How far a sender's clock may run ahead; what occurred in the future within it occurred now. */
    @WithDefault("5m")
    Duration clockTolerance();

    /** How many bytes of JSON an event's data may take. */
    @WithDefault("16384")
    int dataLimit();

    /** How long counters by minute are kept. */
    @WithDefault("400d")
    Duration countersKeptFor();

    /** How often older events and counters are deleted, or {@code off}. */
    @WithDefault("1m")
    String pruneEvery();
}
