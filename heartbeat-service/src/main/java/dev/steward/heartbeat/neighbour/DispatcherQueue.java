package dev.steward.heartbeat.neighbour;

import dev.steward.heartbeat.figure.FigureSource;
import dev.steward.heartbeat.figure.Metric;
import dev.steward.heartbeat.figure.Period;
import dev.steward.heartbeat.figure.Reading;
import dev.steward.kit.neighbour.Neighbour;
import dev.steward.kit.neighbour.Neighbours;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** How much dispatcher-service has before it, and how much it gave up. */
@Singleton
class DispatcherQueue implements FigureSource {
    private final Neighbour dispatcher;
    private final Clock clock;

    record Answer(Long pending, Long failed) {}

    DispatcherQueue(Neighbours neighbours, Clock clock) {
        this.dispatcher = neighbours.dispatcher();
        this.clock = clock;
    }

    @Override
    public Set<Metric> metrics() {
        return Set.of(Metric.DISPATCHER_PENDING, Metric.DISPATCHER_FAILED);
    }

    @Override
    public Uni<Reading> read(Period period) {
        return dispatcher.get("/internal/v1/queue")
                .map(answer -> reading(answer.bodyAsJson(Answer.class)));
    }

    private Reading reading(Answer answer) {
        Map<Metric, Object> values = Map.of(
                Metric.DISPATCHER_PENDING, answer.pending(),
                Metric.DISPATCHER_FAILED, answer.failed());
        return Reading.fresh(values, clock.instant());
    }
}
