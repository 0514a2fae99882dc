package dev.steward.availability.reading;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How old a count may be. */
@ConfigMapping(prefix = "steward.availability.reading")
public interface ReadingConfig {
    /** The life of the snapshot that all replicas share in Valkey. */
    @WithDefault("10s")
    Duration snapshotFor();

    /** How long a replica answers from memory; never longer than the snapshot lives. */
    @WithDefault("1s")
    Duration heldFor();

    /** How long Postgres may take to count before the last known count is the better answer. */
    @WithDefault("1s")
    Duration countWithin();

    /** How long the last known count is told as {@code stale} while neither store answers. */
    @WithDefault("5m")
    Duration staleFor();
}
