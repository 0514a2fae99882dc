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

    /** How long it waits for a source that never answered yet, so that there is no last known value to show. */
    @WithDefault("2s")
    Duration firstDeadline();

    /**
     * How often each replica reads all sources although nobody looks, so that it has values to fall back to; or
     * {@code off}.
     */
    @WithDefault("30s")
    String refreshEvery();

    /** Where the day of {@code range=today} begins, as an IANA name: {@code Europe/Berlin}. */
    @WithDefault("UTC")
    ZoneId timeZone();
}
