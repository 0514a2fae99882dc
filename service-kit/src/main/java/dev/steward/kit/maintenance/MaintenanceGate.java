package dev.steward.kit.maintenance;

import dev.steward.kit.trace.Traces;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Answers for an offline channel before anything else of the service sees the request. Open, it costs a look at a
 * clock.
 */
@Singleton
public class MaintenanceGate {
    private static final int BEFORE_AUTHENTICATION = 500;

    private final MaintenanceFollower follower;
    private final MaintenanceModeResponder responder;
    private final GatedPaths paths;
    private final Clock clock;

    public MaintenanceGate(MaintenanceFollower follower, MaintenanceModeResponder responder, MaintenanceConfig config,
            Clock clock) {
        this.follower = follower;
        this.responder = responder;
        this.paths = new GatedPaths(config);
        this.clock = clock;
    }

    void register(@Observes Filters filters) {
        if (!paths.none()) {
            filters.register(this::guard, BEFORE_AUTHENTICATION);
        }
    }

    private void guard(RoutingContext context) {
        String channel = paths.channelOf(context.normalizedPath());
        ChannelState state = channel == null ? null : follower.state(channel);
        if (state == null || !state.offline()) {
            context.next();
            return;
        }
        answer(context, state);
    }

    /** Ends the request with what an offline channel answers. */
    public void answer(RoutingContext context, ChannelState state) {
        HttpServerRequest request = context.request();
        MaintenanceRequest asked = new MaintenanceRequest(state.channel(), request.method().name(), request.path(),
                Traces.of(context),
                request.getHeader("Accept"), request.getHeader("Origin"), request.getHeader("Access-Control-Request-Method"),
                request.getHeader("Access-Control-Request-Headers"));
        write(context, responder.answer(asked, state, follower.current().revision(), clock.instant()));
    }

    private static void write(RoutingContext context, MaintenanceAnswer answer) {
        HttpServerResponse response = context.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.end(answer.body());
        context.request().resume();
    }
}
