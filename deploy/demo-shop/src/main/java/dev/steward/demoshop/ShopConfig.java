package dev.steward.demoshop;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The demo shop. It keeps what it is told in memory only, and little of it. */
@ConfigMapping(prefix = "steward.demoshop")
public interface ShopConfig {
    /** How many orders, articles and carts it remembers of each. */
    @WithDefault("200")
    int remembered();

    /** How many bytes the echo takes. */
    @WithDefault("10485760")
    long echoLimit();

    /** How long {@code /api/slow} takes at most. */
    @WithDefault("30s")
    Duration slowest();

    /** How many events may be on their way to heartbeat-service at once; beyond that they are dropped. */
    @WithDefault("500")
    int eventsOnTheirWay();
}
