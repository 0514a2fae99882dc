package dev.steward.observability.tally;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Deletes what recorders counted longer ago than it is kept. Replicas may do so together. */
@Singleton
class TallySweep {
    private final TallyStore store;
    private final TallyConfig config;
    private final Clock clock;

    TallySweep(TallyStore store, TallyConfig config, Clock clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "{steward.observability.tally.sweep-every}", concurrentExecution = SKIP)
    Uni<Void> sweep() {
        LocalDate horizon = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minus(config.keep());
        return store.forgetBefore(horizon.atStartOfDay(ZoneOffset.UTC).toInstant())
                .onFailure().invoke(e -> Log.warnf("Old counts could not be deleted: %s", e.getMessage()))
                .onFailure().recoverWithNull();
    }
}
