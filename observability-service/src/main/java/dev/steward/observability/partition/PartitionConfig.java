package dev.steward.observability.partition;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The tables that exchanges go to, one for each API and day. */
@ConfigMapping(prefix = "steward.observability.partition")
public interface PartitionConfig {
    /** How often the days ahead are seen to, or {@code off}. */
    @WithDefault("1m")
    String sweepEvery();

    /** How many days ahead have their tables, so that nobody waits for one at midnight. At most 31. */
    @WithDefault("14")
    int daysAhead();
}
