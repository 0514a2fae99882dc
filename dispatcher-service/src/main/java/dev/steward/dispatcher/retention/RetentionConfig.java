package dev.steward.dispatcher.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Period;

/** How long what has ended stays visible. */
@ConfigMapping(prefix = "steward.dispatcher.retention")
public interface RetentionConfig {
    /** For so many days after the day on which a request ended (UTC). */
    @WithDefault("P30D")
    Period keep();

    /** How often it is looked for what is older, or {@code off}. */
    @WithDefault("1h")
    String every();

    /** How many requests one statement forgets. */
    @WithDefault("1000")
    @Min(1)
    int batch();

    /**
     * A day of attempts is dropped once no more than this many belong to requests that are still visible: these are kept.
     */
    @WithDefault("1000")
    @Min(0)
    int mostKept();

    /** How long finding these in one day may take. */
    @WithDefault("1m")
    Duration deadline();
}
