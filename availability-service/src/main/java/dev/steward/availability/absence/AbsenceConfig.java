package dev.steward.availability.absence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When mitras who have stopped pinging are taken offline, and when that is left to a person. */
@ConfigMapping(prefix = "steward.availability.absence")
public interface AbsenceConfig {
    /** How often, in the whole cluster; 0: never. In seconds. */
    @WithDefault("${MITRA_AUTO_OFFLINE_SWEEP_SECONDS:30}")
    Duration sweepEvery();

    /** So many, or the share below where that is more, are taken offline at a time; the others with the next sweeps. */
    @WithDefault("10")
    int atLeast();

    /** At most this share of those online is taken offline at a time. */
    @WithDefault("0.15")
    double share();

    /** So many who are absent at once are nobody's own doing, if they are also the share below: nobody is taken offline. */
    @WithDefault("20")
    int massFrom();

    /** See {@link #massFrom()}; of those online. */
    @WithDefault("0.5")
    double massShare();

    /** How many are taken offline in one transaction. */
    @WithDefault("500")
    int batch();
}
