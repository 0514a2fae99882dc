package dev.steward.kit.recording.capture;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpFrame;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.StreamPriority;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.NetSocket;
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
    private boolean bodyAsked;
    private boolean form;
    private boolean flowing;
    private boolean handled;
    private boolean chunksSeen;

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

    /**
     * On the connection's thread, behind all that was written before: on its way Netty takes headers out of the
     * response and puts others in (204, compression), and who reads them meanwhile stumbles.
     */
    static void afterWrites(HttpServerRequest request, Runnable task) {
        EventLoop loop = ((ContextInternal) ((HttpServerRequestInternal) request).context()).nettyEventLoop();
        if (loop.inEventLoop() || loop.isShuttingDown()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    @Override
    public HttpServerResponse response() {
        return response;
    }

    @Override
    public HttpServerRequest handler(Handler<Buffer> handler) {
        handled = handler != null;
        delegate.handler(handler == null ? null : chunk -> {
            saw(chunk);
            handler.handle(chunk);
        });
        return flowing();
    }

    private void saw(Buffer chunk) {
        chunksSeen = true;
        capture.sawOfRequest(chunk);
    }

    @Override
    public Future<Buffer> body() {
        Future<Buffer> body = delegate.body();
        if (!bodyAsked) {
            bodyAsked = true;
            body.onSuccess(whole -> {
                if (!chunksSeen) {
                    capture.sawOfRequest(whole);
                }
            });
        }
        return body;
    }

    @Override
    public HttpServerRequest setExpectMultipart(boolean expect) {
        delegate.setExpectMultipart(expect);
        form |= expect;
        return flowing ? flowing() : this;
    }

    /**
     * A form is decoded below the handler of the body, so that without one nobody would show us the body. To set ours
     * would start the flow; hence only after what starts it anyway.
     */
    private HttpServerRequest flowing() {
        flowing = true;
        if (form && !handled && !delegate.isEnded()) {
            handled = true;
            delegate.handler(this::saw);
        }
        return this;
    }

    /** The exchange is over with the switch of protocols; what follows is another conversation. */
    @Override
    public Future<ServerWebSocket> toWebSocket() {
        return delegate.toWebSocket().onSuccess(socket -> response.over(true));
    }

    @Override
    public Future<NetSocket> toNetSocket() {
        return delegate.toNetSocket().onSuccess(socket -> response.over(true));
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
        return flowing();
    }

    @Override
    public HttpServerRequest fetch(long amount) {
        delegate.fetch(amount);
        return flowing();
    }

    @Override
    public HttpServerRequest endHandler(Handler<Void> handler) {
        delegate.endHandler(handler);
        return flowing();
    }

    @Override
    public HttpServerRequest uploadHandler(Handler<HttpServerFileUpload> handler) {
        delegate.uploadHandler(handler);
        return flowing();
    }

    @Override
    public HttpServerRequest customFrameHandler(Handler<HttpFrame> handler) {
        delegate.customFrameHandler(handler);
        return this;
    }

    @Override
    public HttpServerRequest streamPriorityHandler(Handler<StreamPriority> handler) {
        delegate.streamPriorityHandler(handler);
        return this;
    }

    @Override
    public HttpServerRequest routed(String route) {
        delegate.routed(route);
        return this;
    }
}
