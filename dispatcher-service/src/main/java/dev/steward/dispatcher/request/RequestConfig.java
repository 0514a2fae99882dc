package dev.steward.dispatcher.request;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What may be enqueued. */
@ConfigMapping(prefix = "steward.dispatcher.request")
public interface RequestConfig {
    /** The longest body, in bytes of UTF-8. */
    @WithDefault("256K")
    MemorySize maxBody();

    /** The longest HTTP timeout: a worker that dies holds its task for that long, and then a little. */
    @WithDefault("120s")
    Duration maxHttpTimeout();

    /** How many requests one batch may hold. */
    @WithDefault("1000")
    int maxBatch();
}
