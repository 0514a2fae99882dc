package dev.steward.availability.authsession;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long ended sign-ins are remembered. */
@ConfigMapping(prefix = "steward.availability.auth-session")
public interface AuthSessionConfig {
    /** A revoked one is forgotten after this time, and unknown from then on. */
    @WithDefault("P30D")
    Duration keepRevokedFor();

    /** How often those are removed; 0: never. */
    @WithDefault("1h")
    Duration pruneEvery();
}
