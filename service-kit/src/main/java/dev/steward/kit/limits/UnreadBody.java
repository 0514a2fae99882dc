package dev.steward.kit.limits;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection whose client is still sending: closing at once would reset it, and the client could lose the answer
 * before it
 * reads it.
 */
final class UnreadBody {
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private UnreadBody() {}

    static void closeAfterAnswer(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.addEndHandler(answered -> discard(context));
    }

    private static void discard(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.isEnded()) {
            request.connection().close();
            return;
        }
        long timer = context.vertx().setTimer(PATIENCE_MILLIS, late -> request.connection().close());
        request.endHandler(end -> {
            context.vertx().cancelTimer(timer);
            request.connection().close();
        });
        request.handler(unread -> {
        });
        request.resume();
    }
}
