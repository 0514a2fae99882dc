package dev.steward.dispatcher.target;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which addresses may be sent to. */
@ConfigMapping(prefix = "steward.dispatcher.target")
public interface TargetConfig {
    /**
     * Addresses and ranges ({@code 10.20.0.0/16}) that may be sent to although they are not public. Nothing by default:
     * loopback, private, link-local (cloud metadata among them) and other reserved addresses are refused.
     */
    Optional<List<String>> allowed();

    /** How many names are looked up at once; the look-up itself is the operating system's. */
    @WithDefault("8")
    int lookups();

    /** A look-up that takes longer has failed. */
    @WithDefault("5s")
    Duration lookupTimeout();
}
