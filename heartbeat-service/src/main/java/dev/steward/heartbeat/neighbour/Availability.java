package dev.steward.heartbeat.neighbour;

import dev.steward.heartbeat.figure.FigureSource;
import dev.steward.heartbeat.figure.Metric;
import dev.steward.heartbeat.figure.Period;
import dev.steward.heartbeat.figure.Reading;
import dev.steward.kit.neighbour.Neighbour;
import dev.steward.kit.neighbour.Neighbours;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** What availability-service says about the mitras; its word for "from memory" makes the figures stale. */
@Singleton
class Availability implements FigureSource {
    private final Neighbour availability;

    record Answer(Long available, Long online, Instant asOf, String source) {}

    Availability(Neighbours neighbours) {
        this.availability = neighbours.availability();
    }

    @Override
    public Set<Metric> metrics() {
        return Set.of(Metric.MITRAS_ONLINE, Metric.MITRAS_AVAILABLE);
    }

    @Override
    public Uni<Reading> read(Period period) {
        return availability.get("/internal/v1/availability")
                .map(answer -> reading(answer.bodyAsJson(Answer.class)));
    }

    private static Reading reading(Answer answer) {
        Map<Metric, Object> values = Map.of(
                Metric.MITRAS_ONLINE, answer.online(),
                Metric.MITRAS_AVAILABLE, answer.available());
        return new Reading(values, answer.asOf(), !"stale".equals(answer.source()));
    }
}
