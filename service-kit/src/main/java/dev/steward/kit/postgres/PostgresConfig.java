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

    /** A new connection that takes longer, with its authentication, is given up. */
    @WithDefault("2s")
    Duration connectDeadline();

    /** After so many failed calls in a row the breaker opens: further ones are answered with 503 at once. */
    @WithDefault("8")
    int breakerVolume();

    /** How often the server is tried while the breaker is open. */
    @WithDefault("1s")
    Duration breakerDelay();

    /** What {@code Retry-After} says when PostgreSQL is out of reach. */
    @WithDefault("2s")
    Duration retryAfter();
}
