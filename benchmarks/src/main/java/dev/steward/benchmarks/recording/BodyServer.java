package dev.steward.benchmarks.recording;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Takes and gives bodies of any size: streams that it keeps nothing of, and whole ones that it sends back. */
final class BodyServer implements AutoCloseable {
    static final String UPLOAD = "/api/upload";
    static final String DOWNLOAD = "/api/download";
    static final String ECHO = "/api/echo";
    static final String FAILING = "/api/failing";

    private static final Buffer CHUNK = Buffer.buffer("0123456789abcdef".repeat(4096));

    private final HttpServer server;

    BodyServer(Vertx vertx, Consumer<Router> before) {
        Router router = Router.router(vertx);
        before.accept(router);
        router.post(UPLOAD).handler(BodyServer::swallow);
        router.get(DOWNLOAD).handler(BodyServer::pour);
        router.post(ECHO).handler(context -> echo(context, 200));
        router.post(FAILING).handler(context -> echo(context, 500));
        this.server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1")
                .toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    int port() {
        return server.actualPort();
    }

    private static void swallow(RoutingContext context) {
        HttpServerRequest request = context.request();
        request.handler(chunk -> {
        });
        request.endHandler(end -> context.response().end("taken"));
    }

    private static void pour(RoutingContext context) {
        long bytes = Long.parseLong(context.request().getParam("bytes"));
        HttpServerResponse response = context.response();
        response.putHeader("Content-Type", "text/plain").putHeader("Content-Length", Long.toString(bytes));
        pour(response, bytes);
    }

    private static void pour(HttpServerResponse response, long bytes) {
        long missing = bytes;
        while (missing > 0 && !response.writeQueueFull()) {
            response.write(missing < CHUNK.length() ? CHUNK.slice(0, (int) missing) : CHUNK);
            missing -= Math.min(missing, CHUNK.length());
        }
        long rest = missing;
        if (rest == 0) {
            response.end();
        } else {
            response.drainHandler(drained -> pour(response, rest));
        }
    }

    private static void echo(RoutingContext context, int status) {
        context.request().body().onSuccess(body -> context.response().setStatusCode(status)
                .putHeader("Content-Type", "application/json").end(body));
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
