package dev.steward.availability.heartbeat;

import dev.steward.availability.ShortWay;
import dev.steward.kit.auth.VerifiedTokens;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;

/** The short way of nearly all pings: that of a token which was verified before, of a mitra whom the mirror knows. */
@Singleton
class PingLane {
    private static final String SCHEME = "Bearer ";
    private static final String ROLE = "mitra";

    private final VerifiedTokens tokens;
    private final HeartbeatService heartbeats;

    PingLane(VerifiedTokens tokens, HeartbeatService heartbeats) {
        this.tokens = tokens;
        this.heartbeats = heartbeats;
    }

    void open(@Observes Router router) {
        router.post(HeartbeatResource.PATH).order(ShortWay.ORDER).handler(this::take);
    }

    private void take(RoutingContext request) {
        UUID mitra = ShortWay.isFor(request.request().headers()) ? mitra(request.request().headers()) : null;
        if (mitra == null) {
            request.next();
            return;
        }
        Context own = Vertx.currentContext();
        heartbeats.pingMirror(mitra).onComplete(outcome -> {
            if (outcome.result() != null) {
                ShortWay.answer(request.response(), outcome.result().json());
            } else {
                own.runOnContext(later -> request.next());
            }
        });
    }

    /** Null where the framework has to look at it. */
    private UUID mitra(MultiMap headers) {
        String authorization = headers.get(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return null;
        }
        JWTCallerPrincipal caller = tokens.remembered(authorization.substring(SCHEME.length()));
        return caller != null && caller.getGroups().contains(ROLE) ? uuid(caller.getSubject()) : null;
    }

    private static UUID uuid(String subject) {
        try {
            return subject == null ? null : UUID.fromString(subject);
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }
}
