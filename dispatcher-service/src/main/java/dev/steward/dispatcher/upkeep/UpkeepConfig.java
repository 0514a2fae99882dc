package dev.steward.dispatcher.upkeep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** What happens without traffic. */
@ConfigMapping(prefix = "steward.dispatcher.upkeep")
public interface UpkeepConfig {
    /** How often requests are ended whose time is over, or {@code off}. */
    @WithDefault("1s")
    String expiryEvery();

    /** How many of them one statement ends. */
    @WithDefault("1000")
    @Min(1)
    int expiryBatch();

    /** How often partitions are created and old idempotency keys forgotten, or {@code off}. */
    @WithDefault("1h")
    String housekeepingEvery();

    /** How many old keys one statement forgets. */
    @WithDefault("1000")
    @Min(1)
    int housekeepingBatch();

    /** For how many days after today the attempts have partitions. */
    @WithDefault("7")
    @Min(1)
    @Max(31)
    int partitionDaysAhead();
}
