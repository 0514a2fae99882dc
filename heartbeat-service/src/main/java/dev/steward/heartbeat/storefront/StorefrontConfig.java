package dev.steward.heartbeat.storefront;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The storefront heartbeat. */
@ConfigMapping(prefix = "steward.heartbeat.storefront")
public interface StorefrontConfig {
    /** When a page is to send its next heartbeat. */
    @WithDefault("30s")
    Duration interval();

    /** Whose token marks the session online: a role in the token's {@code groups}. */
    @WithDefault("customer")
    String eligibleRole();

    /** The maintenance channel that the heartbeat tells about. */
    @WithDefault("storefront")
    String channel();
}
