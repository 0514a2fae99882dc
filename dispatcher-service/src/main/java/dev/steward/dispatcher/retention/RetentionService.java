package dev.steward.dispatcher.retention;

import dev.steward.dispatcher.Batches;
import dev.steward.kit.config.ConfigurationError;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/**
 * Forgets what ended long ago: requests in batches, and then attempts, a day's whole table at once. What is forgotten
 * depends on the date alone; replicas may do it together.
 */
@ApplicationScoped
class RetentionService {
    private final RetentionStore store;
    private final RetentionConfig config;
    private final RetentionMetrics metrics;
    private final Clock clock;

    RetentionService(RetentionStore store, RetentionConfig config, RetentionMetrics metrics, Clock clock) {
        this.store = store;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    void check(@Observes StartupEvent event) {
        ConfigurationError.unless(LocalDate.EPOCH.plus(config.keep()).isAfter(LocalDate.EPOCH),
                "steward.dispatcher.retention.keep is %s: give a day at least, as P1D does.", config.keep());
    }

    Uni<Void> run() {
        LocalDate keptFrom = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minus(config.keep());
        return Batches.all(config.batch(), limit -> store.forgetRequests(keptFrom, limit))
                .invoke(requests -> note(requests, keptFrom))
                .chain(() -> Batches.all(config.batch(), limit -> store.forgetRuns(keptFrom, limit)))
                .chain(() -> dropDays(keptFrom))
                .chain(() -> Batches.all(config.batch(), limit -> store.forgetStrays(keptFrom, limit)))
                .invoke(metrics::countStrays)
                .replaceWithVoid();
    }

    private Uni<Void> dropDays(LocalDate keptFrom) {
        return store.daysBefore(keptFrom)
                .onItem().transformToMulti(Multi.createFrom()::iterable)
                .onItem().transformToUniAndConcatenate(this::drop)
                .collect().asList()
                .replaceWithVoid();
    }

    /** A day that cannot be dropped now costs no other day. */
    private Uni<Void> drop(RetentionStore.Day day) {
        return store.drop(day, config.mostKept(), config.deadline())
                .invoke(fate -> note(day, fate))
                .onFailure()
                .invoke(e -> Log.warnf("Retention: the attempts of %s have to wait: %s", day.date(), e.getMessage()))
                .onFailure().recoverWithNull()
                .replaceWithVoid();
    }

    private void note(int requests, LocalDate keptFrom) {
        metrics.countRequests(requests);
        Log.logf(requests > 0 ? Logger.Level.INFO : Logger.Level.DEBUG,
                "Retention: %d requests that ended before %s are forgotten", requests, keptFrom);
    }

    private void note(RetentionStore.Day day, RetentionStore.Fate fate) {
        if (fate.dropped()) {
            metrics.countDay(day.bytes());
            Log.infof("Retention: the attempts of %s are gone (%d bytes); %d of visible requests are kept", day.date(),
                    day.bytes(), fate.kept());
        } else {
            Log.debugf("Retention: the attempts of %s stay, as visible requests have many there", day.date());
        }
    }
}
