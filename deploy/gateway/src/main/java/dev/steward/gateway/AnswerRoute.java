package dev.steward.gateway;

import dev.steward.kit.maintenance.MaintenanceFollower;
import dev.steward.kit.maintenance.MaintenanceGate;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Answers in place of a closed channel: nginx hands over the client's request as it was, and names the channel. */
@Singleton
class AnswerRoute {
    private static final String CHANNEL = "Steward-Channel";
    /** Where nginx asks whether a request may pass: 204 if so. */
    private static final String MAY_PASS = "/-/bypass";
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

    private void answer(RoutingContext context) {
        String channel = context.request().getHeader(CHANNEL);
        if (channel == null || channel.isEmpty()) {
            context.next();
        } else if (context.request().path().equals(MAY_PASS)) {
            int status = gate.authorised(context.request(), channel).isPresent() ? 204 : 403;
            context.response().setStatusCode(status).end();
        } else {
            // nginx's clock decides; in the blink in which the two disagree, the answer is still one of a closed channel.
            gate.answer(context, follower.state(channel));
        }
    }
}
