package dev.steward.kit.shutdown;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Asks callers to leave before the door closes: from SIGTERM on every answer ends its connection, so that a gateway
 * does not
 * send its next request over one that is about to be closed. Requests are served until {@code quarkus.shutdown.delay}
 * is over.
 */
@Singleton
public class Farewell {
    private static final int EARLY = 900;

    private volatile boolean leaving;

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        leaving = true;
    }

    void register(@Observes Filters filters) {
        filters.register(this::say, EARLY);
    }

    private void say(RoutingContext request) {
        if (leaving) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        request.next();
    }
}
