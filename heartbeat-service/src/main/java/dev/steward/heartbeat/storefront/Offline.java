package dev.steward.heartbeat.storefront;

import dev.steward.heartbeat.figure.FigureSource;
import dev.steward.heartbeat.figure.Metric;
import dev.steward.heartbeat.figure.Period;
import dev.steward.heartbeat.figure.Reading;
import dev.steward.kit.maintenance.MaintenanceFollower;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** Whether the storefront is offline; not known until the first snapshot of the maintenance windows has come. */
@Singleton
class Offline implements FigureSource {
    private final MaintenanceFollower maintenance;
    private final StorefrontConfig config;
    private final Clock clock;

    Offline(MaintenanceFollower maintenance, StorefrontConfig config, Clock clock) {
        this.maintenance = maintenance;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Set<Metric> metrics() {
        return Set.of(Metric.OFFLINE);
    }

    @Override
    public Uni<Reading> read(Period period) {
        return maintenance.current().known()
                ? Uni.createFrom().item(Reading.fresh(Map.of(Metric.OFFLINE, offline()), clock.instant()))
                : Uni.createFrom().failure(new IllegalStateException("No maintenance snapshot yet"));
    }

    private boolean offline() {
        return maintenance.state(config.channel()).offline();
    }
}
