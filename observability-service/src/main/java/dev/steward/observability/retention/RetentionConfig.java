package dev.steward.observability.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When exchanges are dropped. How long each API's are kept stands with the API: {@code steward.observability.api}. */
@ConfigMapping(prefix = "steward.observability.retention")
public interface RetentionConfig {
    /** How often a replica looks whether today's run is still to be done, or {@code off}. */
    @WithDefault("1m")
    String sweepEvery();

    /** How long counting one day's rows may take before the number is estimated. */
    @WithDefault("10s")
    Duration countWithin();

    /** How long dropping one day's table may take. */
    @WithDefault("30s")
    Duration deadline();
}
