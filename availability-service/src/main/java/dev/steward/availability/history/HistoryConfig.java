package dev.steward.availability.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long it is remembered when mitras were online. */
@ConfigMapping(prefix = "steward.availability.history")
public interface HistoryConfig {
    /** Periods that ended longer ago are removed. */
    @WithDefault("P400D")
    Duration keepFor();

    /** How often they are; 0: never. */
    @WithDefault("1h")
    Duration pruneEvery();
}
