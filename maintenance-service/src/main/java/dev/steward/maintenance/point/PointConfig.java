package dev.steward.maintenance.point;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Enforcement points and their acknowledgements. */
@ConfigMapping(prefix = "steward.maintenance.point")
public interface PointConfig {
    /** One that has not reported for so long is called silent, and no longer waited for. */
    @WithDefault("20s")
    Duration silentAfter();

    /** How often those that have been silent for a day are forgotten; {@code off}: never. */
    @WithDefault("1h")
    String forgetEvery();
}
