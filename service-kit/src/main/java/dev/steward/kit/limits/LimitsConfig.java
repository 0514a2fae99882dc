package dev.steward.kit.limits;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How large a request may be; more is answered with a problem document. The framework's own limits
 * ({@code quarkus.http.limits.max-initial-line-length}, {@code .max-header-size}) must be larger, as it answers with no
 * body.
 * The limit of the body is {@code quarkus.http.limits.max-body-size}.
 */
@ConfigMapping(prefix = "steward.kit.limits")
public interface LimitsConfig {
    /** The path with its query; more is a 414. */
    @WithDefault("8K")
    MemorySize uri();

    /** All headers' names and values; more is a 431. */
    @WithDefault("20K")
    MemorySize headers();
}
