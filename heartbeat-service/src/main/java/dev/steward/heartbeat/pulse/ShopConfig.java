package dev.steward.heartbeat.pulse;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The telemetry of shops. */
@ConfigMapping(prefix = "steward.heartbeat.pulse")
public interface ShopConfig {
    /** A shop is silent when its last heartbeat is older than so many of its intervals, or never came. */
    @WithDefault("1.5")
    double silentAfterIntervals();
}
