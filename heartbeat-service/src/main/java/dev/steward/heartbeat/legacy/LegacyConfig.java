package dev.steward.heartbeat.legacy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Instant;

/** The endpoints of the old heartbeat module, {@code hb} and {@code hbadmin}, kept for clients that still poll them. */
@ConfigMapping(prefix = "steward.heartbeat.legacy")
public interface LegacyConfig {
    /** Since when they are deprecated: the {@code Deprecation} header (RFC 9745). */
    @WithDefault("2026-11-01T00:00:00Z")
    Instant deprecatedSince();

    /** When they go away: the {@code Sunset} header (RFC 8594). */
    @WithDefault("2027-11-30T23:59:59Z")
    Instant sunset();

    /** The cookie that holds the session id where neither query nor body does; PHP's by default. */
    @WithDefault("PHPSESSID")
    String sessionCookie();

    Hb hb();

    Hbadmin hbadmin();

    /** The names of the members of the {@code hb} answer. */
    interface Hb {
        /** {@code ok}, or {@code offline} while the storefront is. */
        @WithDefault("status")
        String status();

        /** How many items the cart holds. */
        @WithDefault("cart")
        String cart();

        /** Whether a signed-in customer's session was marked online. */
        @WithDefault("online")
        String online();
    }

    /** The names of the members of the {@code hbadmin} answer. */
    interface Hbadmin {
        @WithDefault("orders")
        String orders();

        @WithDefault("platform_orders")
        String platformOrders();

        @WithDefault("manual_orders")
        String manualOrders();

        @WithDefault("searches")
        String searches();

        @WithDefault("active_users")
        String activeUsers();

        @WithDefault("queue_running")
        String queueRunning();

        @WithDefault("general_running")
        String generalRunning();

        @WithDefault("unvalidated_articles")
        String unvalidatedArticles();

        @WithDefault("offline")
        String offline();
    }
}
