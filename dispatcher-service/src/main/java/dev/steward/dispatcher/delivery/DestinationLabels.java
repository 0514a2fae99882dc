package dev.steward.dispatcher.delivery;

import dev.steward.dispatcher.target.Target;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What destinations are called in metrics: the first ones that this replica sends to by their origin, all that come
 * later
 * together, as a label with any number of values would fill every store of metrics.
 */
final class DestinationLabels {
    private static final String OTHERS = "others";

    private final int most;
    private final Map<UUID, String> known = new ConcurrentHashMap<>();

    DestinationLabels(int most) {
        this.most = most;
    }

    String of(Task task) {
        String label = known.get(task.destination());
        return label == null ? introduced(task) : label;
    }

    private synchronized String introduced(Task task) {
        if (known.size() >= most) {
            return known.getOrDefault(task.destination(), OTHERS);
        }
        return known.computeIfAbsent(task.destination(), id -> Target.of(task.content().uri()).origin());
    }
}
