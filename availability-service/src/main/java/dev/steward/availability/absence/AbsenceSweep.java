package dev.steward.availability.absence;

import dev.steward.availability.Recurring;
import dev.steward.kit.config.ConfigurationError;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** When absent mitras are taken offline. */
@Singleton
class AbsenceSweep {
    private final AbsenceService absence;
    private final AbsenceConfig config;

    AbsenceSweep(AbsenceService absence, AbsenceConfig config) {
        this.absence = absence;
        this.config = config;
    }

    void start(@Observes StartupEvent event, Recurring recurring) {
        check();
        recurring.every(config.sweepEvery(), "auto-offline sweep", absence::sweep);
    }

    private void check() {
        ConfigurationError.unless(isShare(config.share()) && isShare(config.massShare()) && config.atLeast() >= 1
                && config.massFrom() >= 1 && config.batch() >= 1,
                "steward.availability.absence.share and mass-share must be above 0 and at most 1, at-least, mass-from and batch"
                        + " at least 1.");
    }

    private static boolean isShare(double share) {
        return share > 0 && share <= 1;
    }
}
