package dev.steward.heartbeat.event;

import dev.steward.heartbeat.figure.FigureSource;
import dev.steward.heartbeat.figure.Metric;
import dev.steward.heartbeat.figure.Period;
import dev.steward.heartbeat.figure.Reading;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Orders and searches of a period. {@code orders} are all of them, platform and manual ones included. */
@Singleton
class CountedEvents implements FigureSource {
    private final EventStore store;
    private final Clock clock;

    CountedEvents(EventStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Set<Metric> metrics() {
        return Set.of(Metric.ORDERS, Metric.PLATFORM_ORDERS, Metric.MANUAL_ORDERS, Metric.SEARCHES);
    }

    @Override
    public boolean counts() {
        return true;
    }

    @Override
    public Uni<Reading> read(Period period) {
        return store.countSince(period.from())
                .map(counts -> Reading.fresh(values(counts), clock.instant()));
    }

    private static Map<Metric, Object> values(List<Count> counts) {
        return Map.of(
                Metric.ORDERS, sum(counts, count -> count.type().equals(EventType.ORDER_PLACED)),
                Metric.PLATFORM_ORDERS, sum(counts, count -> isOrder(count, "platform")),
                Metric.MANUAL_ORDERS, sum(counts, count -> isOrder(count, "manual")),
                Metric.SEARCHES, sum(counts, count -> count.type().equals(EventType.SEARCH_PERFORMED)));
    }

    private static boolean isOrder(Count count, String kind) {
        return count.type().equals(EventType.ORDER_PLACED) && count.kind().equals(kind);
    }

    private static long sum(List<Count> counts, Predicate<Count> which) {
        return counts.stream().filter(which).mapToLong(Count::events).sum();
    }
}
