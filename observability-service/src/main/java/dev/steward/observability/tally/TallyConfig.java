package dev.steward.observability.tally;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Period;

/** What recorders counted. */
@ConfigMapping(prefix = "steward.observability.tally")
public interface TallyConfig {
    /** How often what is too old is deleted, or {@code off}. */
    @WithDefault("1h")
    String sweepEvery();

    /** How long counts by the minute and gaps are kept, an ISO period. */
    @WithDefault("P13M")
    Period keep();
}
