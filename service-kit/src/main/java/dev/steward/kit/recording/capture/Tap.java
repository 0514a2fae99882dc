package dev.steward.kit.recording.capture;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * Puts a {@link Capture} between the connection and the application. The only class that touches internals of Vert.x:
 * a routing context cannot be given another request, so the request is wrapped and routed anew, before anything else
 * has seen it.
 */
final class Tap extends HttpServerRequestWrapper {
    private final Capture capture;
    private final TappedResponse response;
    private boolean formWatched;

    private Tap(HttpServerRequestInternal request, Capture capture, TappedResponse response) {
        super(request);
        this.capture = capture;
        this.response = response;
    }

    static void route(RoutingContext context, Capture capture, TappedResponse response) {
        RoutingContextInternal outermost = (RoutingContextInternal) context;
        while (outermost.parent() != null) {
            outermost = outermost.parent();
        }
        outermost.currentRouter().handle(new Tap((HttpServerRequestInternal) context.request(), capture, response));
    }

    /**
     * The path template that Quarkus also names the request by in metrics and traces; null when no REST method
     * matches.
     */
    static String routeOf(RoutingContext context) {
        return ((HttpServerRequestInternal) context.request()).context().getLocal("UrlPathTemplate");
    }

    @Override
    public HttpServerResponse response() {
        return response;
    }

    @Override
    public HttpServerRequest handler(Handler<Buffer> handler) {
        delegate.handler(handler == null ? null : chunk -> {
            capture.sawOfRequest(chunk);
            handler.handle(chunk);
        });
        return this;
    }

    @Override
    public Future<Buffer> body() {
        return formWatched ? delegate.body() : delegate.body().onSuccess(capture::sawOfRequest);
    }

    /** A form is decoded below the body handler, so that without one nobody would show us the body. */
    @Override
    public HttpServerRequest setExpectMultipart(boolean expect) {
        delegate.setExpectMultipart(expect);
        if (expect) {
            formWatched = true;
            delegate.handler(capture::sawOfRequest);
        }
        return this;
    }

    /** The exchange is over with the switch of protocols; what follows is another conversation. */
    @Override
    public Future<ServerWebSocket> toWebSocket() {
        return delegate.toWebSocket().onSuccess(socket -> response.over(true));
    }

    // The wrapper that is extended answers these with its delegate, past which a chained handler(...) would be lost to us.

    @Override
    public HttpServerRequest exceptionHandler(Handler<Throwable> handler) {
        delegate.exceptionHandler(handler);
        return this;
    }

    @Override
    public HttpServerRequest pause() {
        delegate.pause();
        return this;
    }

    @Override
    public HttpServerRequest resume() {
        delegate.resume();
        return this;
    }

    @Override
    public HttpServerRequest fetch(long amount) {
        delegate.fetch(amount);
        return this;
    }

    @Override
    public HttpServerRequest endHandler(Handler<Void> handler) {
        delegate.endHandler(handler);
        return this;
    }

    @Override
    public HttpServerRequest uploadHandler(Handler<HttpServerFileUpload> handler) {
        delegate.uploadHandler(handler);
        return this;
    }
}
