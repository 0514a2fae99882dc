package dev.steward.heartbeat.presence;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import dev.steward.heartbeat.presence.PresenceBuffer.Seen;
import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

@Singleton
class PresenceSweep {
    private final PresenceBuffer buffer;
    private final PresenceStore store;
    private final PresenceConfig config;
    private final Clock clock;

    PresenceSweep(PresenceBuffer buffer, PresenceStore store, PresenceConfig config, Clock clock) {
        this.buffer = buffer;
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "{steward.heartbeat.presence.flush-every}", concurrentExecution = SKIP)
    Uni<Void> flush() {
        List<Seen> visitors = buffer.drain();
        if (visitors.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return store.write(visitors, clock.instant())
                .onFailure(PresenceSweep::mayPass).invoke(() -> buffer.putBack(visitors))
                .onFailure().invoke(cause -> Log.debugf("Visitors are written later: %s", cause.getMessage()))
                .onFailure().recoverWithNull()
                .replaceWithVoid();
    }

    /** What PostgreSQL refuses would be refused for ever; the visitors come again. */
    private static boolean mayPass(Throwable failure) {
        return failure instanceof ProblemException problem && problem.code() == KitError.STORE_UNAVAILABLE;
    }

    @Scheduled(every = "{steward.heartbeat.presence.prune-every}", concurrentExecution = SKIP)
    Uni<Void> prune() {
        return store.prune(config.activeFor())
                .onFailure().invoke(cause -> Log.debugf("Visitors who left are deleted later: %s", cause.getMessage()))
                .onFailure().recoverWithNull()
                .replaceWithVoid();
    }
}
