package dev.steward.heartbeat.flag;

import dev.steward.heartbeat.figure.FigureSource;
import dev.steward.heartbeat.figure.Metric;
import dev.steward.heartbeat.figure.Period;
import dev.steward.heartbeat.figure.Reading;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A flag that was never renewed is not running. */
@Singleton
class RunningFlags implements FigureSource {
    private final FlagStore store;
    private final Clock clock;

    RunningFlags(FlagStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Set<Metric> metrics() {
        return Set.of(Metric.QUEUE_RUNNING, Metric.GENERAL_RUNNING);
    }

    @Override
    public Uni<Reading> read(Period period) {
        return store.list().map(states -> Reading.fresh(values(states), clock.instant()));
    }

    private static Map<Metric, Object> values(List<FlagState> states) {
        Map<Metric, Object> values = new EnumMap<>(Metric.class);
        for (Flag flag : Flag.values()) {
            values.put(flag.metric(),
                    states.stream().anyMatch(state -> state.running() && state.flag().equals(flag.wireName())));
        }
        return values;
    }
}
