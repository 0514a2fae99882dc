package dev.steward.dispatcher.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How dead letters are put back in bulk. */
@ConfigMapping(prefix = "steward.dispatcher.redrive")
public interface RedriveConfig {
    /** How many of a destination's requests are sent a second, unless the call says otherwise. */
    @WithDefault("10")
    @Min(1)
    @Max(1000)
    int perSecond();

    /** How long looking for them, and putting them back, may take. */
    @WithDefault("30s")
    Duration deadline();
}
