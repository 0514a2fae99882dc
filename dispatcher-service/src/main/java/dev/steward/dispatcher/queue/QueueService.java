package dev.steward.dispatcher.queue;

import dev.steward.dispatcher.RequestState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;

/** How long the queue is and how well it flows. */
@ApplicationScoped
class QueueService {
    private final QueueStore store;

    QueueService(QueueStore store) {
        this.store = store;
    }

    Uni<QueueView> view() {
        return Uni.combine().all().unis(store.depth(), store.settled()).with((depth, settled) -> view(depth, settled));
    }

    Uni<QueueSummary> summary() {
        return Uni.combine().all().unis(store.depth(), store.failed())
                .with((depth, failed) -> new QueueSummary(depth.pending(), failed, depth.oldestDueAgeSeconds()));
    }

    private static QueueView view(Depth depth, Map<RequestState, Long> settled) {
        var states = new EnumMap<>(settled);
        states.put(RequestState.PENDING, depth.pending());
        return new QueueView(states, depth.pending(), settled.get(RequestState.FAILED), depth.inFlight(),
                depth.oldestDueAgeSeconds());
    }
}
