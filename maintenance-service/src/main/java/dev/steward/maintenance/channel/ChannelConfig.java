package dev.steward.maintenance.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The channels that exist, by name, and how each behaves while it is offline. */
@ConfigMapping(prefix = "steward.maintenance.channel")
public interface ChannelConfig {
    @WithParentName
    Map<String, Channel> channels();

    interface Channel {
        /** Whether people get a page; programs get problem+json in any case. */
        @WithDefault("false")
        boolean html();

        /** For how long after a window's start requests of a running session still pass. */
        @WithDefault("0s")
        Duration grace();

        /** A request with one of these cookies belongs to a running session. */
        Optional<List<String>> sessionCookies();

        /** Path prefixes that stay reachable, such as a payment provider's webhook. */
        Optional<List<String>> exempt();

        /** How long before its start a window is announced in the header {@code Maintenance-Announcement}. */
        @WithDefault("24h")
        Duration announceAhead();

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
}
