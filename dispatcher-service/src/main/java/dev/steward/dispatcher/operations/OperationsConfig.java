package dev.steward.dispatcher.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What operators are shown. */
@ConfigMapping(prefix = "steward.dispatcher.operations")
public interface OperationsConfig {
    /** How often the depth of the queue is read for the metrics, or {@code off}. */
    @WithDefault("10s")
    String gaugeEvery();
}
