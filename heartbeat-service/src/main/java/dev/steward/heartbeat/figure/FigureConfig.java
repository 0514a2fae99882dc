package dev.steward.heartbeat.figure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;

/** The admin heartbeat. */
@ConfigMapping(prefix = "steward.heartbeat.figure")
public interface FigureConfig {
    /** How long the snapshot waits for a source; a slower one is shown with its last known value, marked stale. */
    @WithDefault("300ms")
    Duration deadline();

    /** Where the day of {@code range=today} begins, as an IANA name: {@code Europe/Berlin}. */
    @WithDefault("UTC")
    ZoneId timeZone();
}
