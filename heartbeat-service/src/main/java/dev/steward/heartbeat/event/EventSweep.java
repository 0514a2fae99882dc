package dev.steward.heartbeat.event;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

@Singleton
class EventSweep {
    /** Beyond the time that an event is accepted, so that none is accepted whose first coming is forgotten. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private final EventStore store;
    private final EventConfig config;

    EventSweep(EventStore store, EventConfig config) {
        this.store = store;
        this.config = config;
    }

    @Scheduled(every = "{steward.heartbeat.event.prune-every}", concurrentExecution = SKIP)
    Uni<Void> prune() {
        return store.pruneEvents(config.acceptedFor().plus(MARGIN))
                .chain(() -> store.pruneCounters(config.countersKeptFor()))
                .onFailure().invoke(cause -> Log.debugf("Old events are deleted later: %s", cause.getMessage()))
                .onFailure().recoverWithNull()
                .replaceWithVoid();
    }
}
