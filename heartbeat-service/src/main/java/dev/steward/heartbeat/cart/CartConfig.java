package dev.steward.heartbeat.cart;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The cart context of the storefront heartbeat. */
@ConfigMapping(prefix = "steward.heartbeat.cart")
public interface CartConfig {
    /** How long Valkey keeps a copy, or the knowledge that there is no cart; no heartbeat shows an older one. */
    @WithDefault("60s")
    Duration cachedFor();

    /** How long a heartbeat waits for PostgreSQL where Valkey has no copy; after that it shows no cart. */
    @WithDefault("500ms")
    Duration deadline();

    /** How often copies that Valkey did not take are offered again, or {@code off}. */
    @WithDefault("1s")
    String repairEvery();

    /** How long a cart is kept that does not change. */
    @WithDefault("30d")
    Duration keptFor();

    /** How often older ones are deleted, or {@code off}. */
    @WithDefault("10m")
    String pruneEvery();
}
