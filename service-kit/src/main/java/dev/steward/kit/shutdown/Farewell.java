package dev.steward.kit.shutdown;

import io.netty.channel.Channel;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes the door first and then asks those inside to leave. From SIGTERM on no new connection is taken, so that a
 * gateway, whose attempt is refused before anything was sent, turns to the next replica even with a POST; and every
 * answer ends its connection. The framework alone would take connections until it cuts all of them off at once.
 * Requests on open connections are served until {@code quarkus.shutdown.delay} is over.
 */
@Singleton
public class Farewell {
    private static final int EARLY = 900;

    // The listening sockets, as far as requests came through them; a later one brings the others.
    private final Set<Channel> doors = ConcurrentHashMap.newKeySet();
    private volatile boolean leaving;

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        leaving = true;
        doors.forEach(Channel::close);
    }

    void register(@Observes Filters filters) {
        filters.register(this::say, EARLY);
    }

    private void say(RoutingContext request) {
        Channel door = ((ConnectionBase) request.request().connection()).channel().parent();
        doors.add(door);
        if (leaving) {
            door.close();
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        request.next();
    }
}
