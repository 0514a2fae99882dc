package dev.steward.maintenance.window;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a window may be. */
@ConfigMapping(prefix = "steward.maintenance.window")
public interface WindowConfig {
    /** A window that starts or ends further away than this is refused as a slip of the pen. */
    @WithDefault("366d")
    Duration longest();

    /** How long an Idempotency-Key is remembered. */
    @WithDefault("24h")
    Duration keysKept();
}
