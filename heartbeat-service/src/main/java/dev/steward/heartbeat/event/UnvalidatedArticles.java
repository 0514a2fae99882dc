package dev.steward.heartbeat.event;

import dev.steward.heartbeat.figure.FigureSource;
import dev.steward.heartbeat.figure.Metric;
import dev.steward.heartbeat.figure.Period;
import dev.steward.heartbeat.figure.Reading;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** Articles that were created and never validated, whenever that was. */
@Singleton
class UnvalidatedArticles implements FigureSource {
    private final EventStore store;
    private final Clock clock;

    UnvalidatedArticles(EventStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Set<Metric> metrics() {
        return Set.of(Metric.UNVALIDATED_ARTICLES);
    }

    @Override
    public Uni<Reading> read(Period period) {
        return store.countUnvalidatedArticles()
                .map(articles -> Reading.fresh(Map.of(Metric.UNVALIDATED_ARTICLES, articles), clock.instant()));
    }
}
