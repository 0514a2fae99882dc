package dev.steward.availability.mirror;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the mirror in Valkey is filled and kept equal to Postgres. */
@ConfigMapping(prefix = "steward.availability.mirror")
public interface MirrorConfig {
    /** How often all of it is compared and corrected, in seconds; 0: never. */
    @WithDefault("${VALKEY_ONLINE_MIRROR_SWEEP_SECONDS:300}")
    Duration reseedEvery();

    /** How often a mirror that is missing, and changes that it missed, are looked for. */
    @WithDefault("500ms")
    Duration repairEvery();

    /** How old a change must be to count as missed: the request that made it may be about to mirror it. */
    @WithDefault("250ms")
    Duration missedAfter();

    /** How many mitras one script call writes. Valkey serves nobody else meanwhile: about 10 µs each. */
    @WithDefault("100")
    int batch();

    /** A seed that takes longer is given up. */
    @WithDefault("60s")
    Duration seedWithin();

    /** How long the service waits at its start for the mirror before it takes traffic without it. */
    @WithDefault("5s")
    Duration startWithin();

    /**
     * A mitra who is being taken offline, and still is after this time, has been forgotten: whoever did it has
     * died. So has who repairs the mirror, and says nothing for so long. Longer than a transaction takes.
     */
    @WithDefault("2s")
    Duration abandonedAfter();
}
