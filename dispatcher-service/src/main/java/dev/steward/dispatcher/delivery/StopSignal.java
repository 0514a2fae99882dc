package dev.steward.dispatcher.delivery;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells the attempts that the service stops: first that none may begin, later that those under way are broken off. */
@Singleton
class StopSignal {
    private final Set<UniEmitter<? super Outcome>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;
    private volatile boolean broken;

    boolean begun() {
        return begun;
    }

    void begin() {
        begun = true;
    }

    void breakOff() {
        broken = true;
        waiting.forEach(emitter -> emitter.complete(new Outcome.Unsent()));
    }

    /** Emits only when attempts are broken off. */
    Uni<Outcome> brokenOff() {
        return Uni.createFrom().emitter(emitter -> {
            waiting.add(emitter);
            emitter.onTermination(() -> waiting.remove(emitter));
            if (broken) {
                emitter.complete(new Outcome.Unsent());
            }
        });
    }
}
