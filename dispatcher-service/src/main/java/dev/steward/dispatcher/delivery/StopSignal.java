package dev.steward.dispatcher.delivery;

import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells the attempts that the service stops: first that none may begin, later that those under way are broken off. */
@Singleton
class StopSignal {
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
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
        waiting.forEach(Runnable::run);
    }

    /** At once, if they are broken off already. */
    void whenBreakingOff(Runnable action) {
        waiting.add(action);
        if (broken) {
            action.run();
        }
    }

    void forget(Runnable action) {
        waiting.remove(action);
    }
}
