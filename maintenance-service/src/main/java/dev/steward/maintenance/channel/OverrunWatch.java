package dev.steward.maintenance.channel;

import dev.steward.kit.maintenance.ChannelState;
import dev.steward.kit.maintenance.MaintenanceFollower;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Tells when a channel stays offline beyond what was announced: once in the log, and as a metric while it lasts. */
@Singleton
class OverrunWatch {
    private static final long EVERY_MILLIS = 1_000;

    private final MaintenanceFollower follower;
    private final Channels channels;
    private final Map<String, Instant> told = new HashMap<>();

    OverrunWatch(MaintenanceFollower follower, Channels channels, MeterRegistry metrics) {
        this.follower = follower;
        this.channels = channels;
        for (String channel : channels.names()) {
            Gauge.builder("steward.maintenance.offline", () -> follower.state(channel).closed() ? 1 : 0)
                    .description("1 while the channel is offline or draining").tag("channel", channel).register(metrics);
            Gauge.builder("steward.maintenance.overrun", () -> follower.state(channel).overrun() ? 1 : 0)
                    .description("1 while the channel is offline beyond its back-online time").tag("channel", channel)
                    .register(metrics);
        }
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        vertx.setPeriodic(EVERY_MILLIS, timer -> channels.names().forEach(this::look));
    }

    private void look(String channel) {
        ChannelState state = follower.state(channel);
        Instant before = told.put(channel, state.overrun() ? state.backOnlineAt() : null);
        if (state.overrun() && !Objects.equals(before, state.backOnlineAt())) {
            Log.warnf("%s was to be back online at %s and is still offline: extend the window, or end it", channel,
                    state.backOnlineAt());
        }
    }
}
