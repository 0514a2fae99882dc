package dev.steward.gateway;

import dev.steward.kit.maintenance.ChannelState;
import dev.steward.kit.maintenance.MaintenanceFollower;
import dev.steward.kit.maintenance.MaintenanceGate;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Answers in place of an offline channel: nginx hands over the client's request as it was, and names the channel. */
@Singleton
class AnswerRoute {
    private static final String CHANNEL = "Steward-Channel";
    private static final int FIRST = 400;

    private final MaintenanceFollower follower;
    private final MaintenanceGate gate;

    AnswerRoute(MaintenanceFollower follower, MaintenanceGate gate) {
        this.follower = follower;
        this.gate = gate;
    }

    void register(@Observes Filters filters) {
        filters.register(this::answer, FIRST);
    }

    /**
     * nginx's clock decides; within the blink in which the two disagree, the answer is still the one of an offline channel.
     */
    private void answer(RoutingContext context) {
        String channel = context.request().getHeader(CHANNEL);
        if (channel == null || channel.isEmpty()) {
            context.next();
            return;
        }
        ChannelState state = follower.state(channel);
        gate.answer(context, state);
    }
}
