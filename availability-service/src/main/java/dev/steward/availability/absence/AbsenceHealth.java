package dev.steward.availability.absence;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells of a mass absence; always up, as the service works. */
@Singleton
@Readiness
class AbsenceHealth implements HealthCheck {
    private final MassAlarm alarm;

    AbsenceHealth(MassAlarm alarm) {
        this.alarm = alarm;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("auto-offline").up();
        return alarm.isRinging()
                ? answer.withData("state", "degraded")
                        .withData("reason", "Too many mitras are absent at once; none is taken offline")
                        .build()
                : answer.withData("state", "up").build();
    }
}
