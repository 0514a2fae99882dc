package dev.steward.dispatcher.delivery;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The attempts that this replica has under way, of as many as it can have. Not for several threads. */
final class Slots {
    private final int most;
    private final int claimLimit;
    private final Map<UUID, Integer> held = new HashMap<>();
    private int taken;

    Slots(int most, int claimLimit) {
        this.most = most;
        this.claimLimit = claimLimit;
    }

    void take(Task task) {
        taken++;
        held.merge(task.destination(), 1, Integer::sum);
    }

    void release(Task task) {
        taken--;
        held.computeIfPresent(task.destination(), (destination, tasks) -> tasks == 1 ? null : tasks - 1);
    }

    boolean areFull() {
        return taken == most;
    }

    boolean areFree() {
        return taken == 0;
    }

    Room room(Map<UUID, Instant> heads) {
        return new Room(Math.min(most - taken, claimLimit), most - taken, Map.copyOf(held), heads);
    }
}
