package dev.steward.maintenance.window;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** What can be taken offline, and for how long. */
@ConfigMapping(prefix = "steward.maintenance.window")
public interface WindowConfig {
    /** The channels that exist, in the order in which they are shown. */
    @WithDefault("storefront,api,partner")
    List<String> channels();

    /** A back-online time further away than this is refused as a slip of the pen. */
    @WithDefault("366d")
    Duration longest();

    /** How often the stored windows are published again, for whoever missed it; {@code off}: never. */
    @WithDefault("2s")
    String republishEvery();
}
