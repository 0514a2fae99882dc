package dev.steward.demoshop;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Sends every request's body back as it came. A plain route, because a REST resource knows only methods it was told of,
 * and
 * one that reads for itself, because Vert.x's body handler takes forms apart.
 */
@Singleton
class Echo {
    private static final int BEFORE_REST = -1;
    private static final int CONTENT_TOO_LARGE = 413;

    private final long limit;

    Echo(ShopConfig config) {
        this.limit = config.echoLimit();
    }

    void register(@Observes Router router) {
        router.routeWithRegex("/api/echo(/.*)?").order(BEFORE_REST).handler(this::receive);
    }

    private void receive(RoutingContext context) {
        Buffer body = Buffer.buffer();
        context.request()
                .handler(part -> collect(context, body, part))
                .exceptionHandler(context::fail)
                .endHandler(end -> answer(context, body))
                .resume();
    }

    private void collect(RoutingContext context, Buffer body, Buffer part) {
        if (body.length() + part.length() <= limit) {
            body.appendBuffer(part);
        } else if (!context.failed()) {
            context.fail(CONTENT_TOO_LARGE);
        }
    }

    private static void answer(RoutingContext context, Buffer body) {
        if (context.failed()) {
            return;
        }
        HttpServerResponse response = context.response();
        repeat(context.request(), response, HttpHeaders.CONTENT_TYPE);
        repeat(context.request(), response, HttpHeaders.CONTENT_ENCODING);
        // The body is a stranger's and shares its origin with the shop: no browser may run it.
        response.putHeader("Content-Security-Policy", "sandbox; default-src 'none'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(body);
    }

    private static void repeat(HttpServerRequest request, HttpServerResponse response, CharSequence header) {
        String value = request.getHeader(header);
        if (value != null) {
            response.putHeader(header, value);
        }
    }
}
