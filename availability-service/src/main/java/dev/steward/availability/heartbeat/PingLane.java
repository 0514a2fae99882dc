package dev.steward.availability.heartbeat;

import dev.steward.kit.auth.VerifiedTokens;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * The short way of nearly all pings: that of a token which was verified before, of a mitra whom the mirror knows.
 * Everything else, and every doubt, goes the long way through REST, which checks all there is and has a word for
 * each refusal.
 */
@Singleton
class PingLane {
    /** Behind what every request passes (its trace, its limits), before the framework's authentication. */
    private static final int ORDER = -400;
    private static final String SCHEME = "Bearer ";
    private static final String ROLE = "mitra";

    private final VerifiedTokens tokens;
    private final HeartbeatService heartbeats;

    PingLane(VerifiedTokens tokens, HeartbeatService heartbeats) {
        this.tokens = tokens;
        this.heartbeats = heartbeats;
    }

    void open(@Observes Router router) {
        router.post(HeartbeatResource.PATH).order(ORDER).handler(this::take);
    }

    private void take(RoutingContext request) {
        UUID mitra = isPlain(request.request().headers()) ? mitra(request.request().headers()) : null;
        if (mitra == null) {
            request.next();
            return;
        }
        Context own = Vertx.currentContext();
        heartbeats.pingMirror(mitra).onComplete(outcome -> {
            if (outcome.result() != null) {
                answer(request.response(), outcome.result());
            } else {
                own.runOnContext(later -> request.next());
            }
        });
    }

    private static void answer(HttpServerResponse response, PingReply reply) {
        if (!response.closed() && !response.ended()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json;charset=UTF-8").end(reply.json());
        }
    }

    /** No body to read, and JSON will do. */
    private static boolean isPlain(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        String accept = headers.get(HttpHeaders.ACCEPT);
        return (length == null || length.equals("0")) && !headers.contains(HttpHeaders.TRANSFER_ENCODING)
                && (accept == null || accept.equals("*/*") || accept.startsWith("application/json"));
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
