package dev.steward.kit.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Tokens: whose are trusted, and the one this service shows to its neighbours. */
@ConfigMapping(prefix = "steward.kit.auth")
public interface AuthConfig {
    /** Allows keys of a development issuer (a key id that starts with {@code development}). Never set it in production. */
    @WithDefault("${STEWARD_DEVELOPMENT:false}")
    boolean development();

    /** How many verified tokens are remembered, so that a signature is checked once and not at every request. */
    @WithDefault("10000")
    int verifiedTokens();

    /** How often a key file is looked at for a change; a change forgets all verified tokens. */
    @WithDefault("5s")
    Duration keysCheckedEvery();

    /**
     * A file with the JWT (group {@code service}) that authorises calls to {@code /internal/**}; re-read when it changes.
     */
    @WithDefault("${STEWARD_SERVICE_TOKEN_FILE:}")
    Optional<String> serviceTokenFile();
}
