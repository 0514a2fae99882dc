package dev.steward.kit.postgres;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a service waits for PostgreSQL. */
@ConfigMapping(prefix = "steward.kit.postgres")
public interface PostgresConfig {
    /** A statement or transaction that takes longer is answered with 503; its outcome is then unknown. */
    @WithDefault("3s")
    Duration deadline();

    /** What {@code Retry-After} says when PostgreSQL is out of reach. */
    @WithDefault("2s")
    Duration retryAfter();
}
