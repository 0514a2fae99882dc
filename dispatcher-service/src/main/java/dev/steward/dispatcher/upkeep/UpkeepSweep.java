package dev.steward.dispatcher.upkeep;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

@Singleton
class UpkeepSweep {
    private final UpkeepService upkeep;

    UpkeepSweep(UpkeepService upkeep) {
        this.upkeep = upkeep;
    }

    @Scheduled(every = "{steward.dispatcher.upkeep.expiry-every}", concurrentExecution = SKIP)
    Uni<Void> expire() {
        return upkeep.expire()
                .onFailure().invoke(e -> Log.debugf("Expired requests are ended later: %s", e.getMessage()))
                .onFailure().recoverWithNull();
    }

    @Scheduled(every = "{steward.dispatcher.upkeep.housekeeping-every}", concurrentExecution = SKIP)
    Uni<Void> housekeep() {
        return upkeep.housekeep()
                .onFailure().invoke(e -> Log.warnf("Housekeeping is done later: %s", e.getMessage()))
                .onFailure().recoverWithNull();
    }
}
