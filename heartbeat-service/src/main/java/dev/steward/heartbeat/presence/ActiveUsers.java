package dev.steward.heartbeat.presence;

import dev.steward.heartbeat.figure.FigureSource;
import dev.steward.heartbeat.figure.Metric;
import dev.steward.heartbeat.figure.Period;
import dev.steward.heartbeat.figure.Reading;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** Customers, each once, and anonymous sessions with a heartbeat lately. */
@Singleton
class ActiveUsers implements FigureSource {
    private final OnlineVisitors online;
    private final PresenceStore store;
    private final PresenceConfig config;
    private final Clock clock;

    ActiveUsers(OnlineVisitors online, PresenceStore store, PresenceConfig config, Clock clock) {
        this.online = online;
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Set<Metric> metrics() {
        return Set.of(Metric.ACTIVE_USERS);
    }

    @Override
    public Uni<Reading> read(Period period) {
        return online.count()
                .onFailure().recoverWithNull()
                .onItem().ifNull().switchTo(() -> store.countActive(config.activeFor()))
                .map(active -> Reading.fresh(Map.of(Metric.ACTIVE_USERS, active), clock.instant()));
    }
}
