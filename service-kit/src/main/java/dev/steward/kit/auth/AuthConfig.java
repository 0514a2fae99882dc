package dev.steward.kit.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Tokens: whose are trusted, and the one this service shows to its neighbours. */
@ConfigMapping(prefix = "steward.kit.auth")
public interface AuthConfig {
    /** Whether the service refuses to start without keys. Without keys, and not required, every token is refused. */
    @WithDefault("true")
    boolean required();

    /** The JWK set of the issuer, a file or a URL. Whose {@code iss} counts is {@code mp.jwt.verify.issuer}. */
    @WithDefault("${STEWARD_JWT_KEYS:}")
    Optional<String> keys();

    /** Allows keys of a development issuer (a key id that starts with {@code development}). Never set it in production. */
    @WithDefault("${STEWARD_DEVELOPMENT:false}")
    boolean development();

    /** How often a key file is read for a change, and a URL that never answered is asked again. */
    @WithDefault("5s")
    Duration keysCheckedEvery();

    /** How often a URL is asked for changed keys. */
    @WithDefault("1m")
    Duration keysFetchedEvery();

    /** How many verified tokens are remembered, so that a signature is checked once and not at every request. */
    @WithDefault("10000")
    int verifiedTokens();

    /**
     * A file with the JWT (group {@code service}) that authorises calls to {@code /internal/**}; re-read when it changes.
     */
    @WithDefault("${STEWARD_SERVICE_TOKEN_FILE:}")
    Optional<String> serviceTokenFile();
}
