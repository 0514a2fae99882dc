package dev.steward.kit.maintenance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The maintenance gate of a service, and what it answers while a channel is offline. */
@ConfigMapping(prefix = "steward.kit.maintenance")
public interface MaintenanceConfig {
    /** Channel name to path prefixes; the longest prefix that fits a path decides. None: the service has no gate. */
    Map<String, List<String>> gate();

    /** Path prefixes that stay reachable although a gated prefix covers them. */
    @WithDefault("/q/")
    List<String> exempt();

    /** Channels whose answer is a page for people who ask for one; all others answer problem+json only. */
    @WithDefault("storefront")
    Set<String> htmlChannels();

    /** How often the snapshot is read again without being told of a change. */
    @WithDefault("2s")
    Duration pollEvery();

    /** {@code Retry-After} is never shorter: what it says when the back-online time is past, too. */
    @WithDefault("30s")
    Duration retryFloor();

    /** What {@code Retry-After} says when no back-online time is known. */
    @WithDefault("5m")
    Duration retryUnknown();

    /** Up to this share is added to {@code Retry-After} at random, so that clients do not come back in one wave. */
    @WithDefault("0.1")
    double retryJitter();
}
