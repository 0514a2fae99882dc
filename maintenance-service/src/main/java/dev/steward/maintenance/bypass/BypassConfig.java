package dev.steward.maintenance.bypass;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Links that let their holder into a closed channel. */
@ConfigMapping(prefix = "steward.maintenance.bypass")
public interface BypassConfig {
    /** The public address of the gateway, with which the address of a new link begins. */
    @WithDefault("${STEWARD_PUBLIC_URL:http://127.0.0.1:8080}")
    String publicUrl();

    /** A link that would expire later is refused. */
    @WithDefault("30d")
    Duration longest();
}
