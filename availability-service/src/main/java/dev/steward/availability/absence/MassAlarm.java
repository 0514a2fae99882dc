package dev.steward.availability.absence;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;

/** Rings while so many are absent at once that nobody is taken offline: each replica's gauge says so. */
@Singleton
class MassAlarm {
    private volatile boolean ringing;

    MassAlarm(MeterRegistry metrics) {
        Gauge.builder("steward.availability.mass.absence", this, alarm -> alarm.ringing ? 1 : 0)
                .description("1 while so many mitras are absent at once that none is taken offline")
                .register(metrics);
    }

    void set(boolean mass, long absent, long online) {
        if (mass && !ringing) {
            Log.errorf(
                    "%d of %d mitras have stopped pinging: nobody is taken offline. Look at the gateway, the network and this"
                            + " service first",
                    absent, online);
        } else if (!mass && ringing) {
            Log.info("No longer so many mitras are absent at once; absent ones are taken offline again");
        }
        ringing = mass;
    }

    boolean isRinging() {
        return ringing;
    }
}
