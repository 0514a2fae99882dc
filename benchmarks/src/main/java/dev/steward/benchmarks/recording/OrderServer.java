package dev.steward.benchmarks.recording;

import dev.steward.kit.trace.Traces;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.zalando.logbook.Logbook;

/**
 * A shop that takes orders and knows its answers by heart: what it does beside being recorded is as little as can be.
 */
public final class OrderServer implements AutoCloseable {
    private static final List<byte[]> ANSWERS = OrderExchange.several().map(OrderExchange::answer).toList();

    private final Logged logged;
    private final HttpServer server;

    /**
     * @param before
     *            puts into the router what comes before the shop
     * @param connections
     *            sees each connection first
     * @param logged
     *            what has to see each exchange, on the request's thread; or null
     */
    public OrderServer(Vertx vertx, Consumer<Router> before, Consumer<HttpConnection> connections, Logged logged) {
        Router router = Router.router(vertx);
        this.logged = logged;
        before.accept(router);
        router.post(OrderExchange.PATH).handler(this::receive);
        this.server = finished(vertx.createHttpServer()
                .connectionHandler(connections::accept).requestHandler(router).listen(0, "127.0.0.1"));
    }

    public int port() {
        return server.actualPort();
    }

    private void receive(RoutingContext context) {
        context.request().body().onSuccess(body -> take(context, body)).onFailure(context::fail);
    }

    private void take(RoutingContext context, Buffer body) {
        // As Quarkus does, who names the request by it in metrics and traces.
        context.vertx().getOrCreateContext().putLocal("UrlPathTemplate", OrderExchange.PATH);
        byte[] answer = ANSWERS.get(number(context));
        if (logged == null) {
            answer(context, answer);
        } else {
            log(context, body, answer);
        }
        context.response().end(Buffer.buffer(answer));
    }

    private void log(RoutingContext context, Buffer body, byte[] answer) {
        try {
            Logbook.ResponseProcessingStage stage = logged.request(context.request(), body.getBytes());
            answer(context, answer);
            logged.response(stage, context.response(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(RoutingContext context, byte[] body) {
        HttpServerResponse response = context.response();
        response.setStatusCode(201).headers()
                .add("Content-Type", "application/json;charset=UTF-8")
                .add("Content-Length", Integer.toString(body.length))
                .add("Location", OrderExchange.PATH + "/019cebab")
                .add("Set-Cookie", "session=YS1uZXctc2Vzc2lvbi1vZi1hLWN1c3RvbWVy; Path=/; HttpOnly; Secure")
                .add("Cache-Control", "no-store")
                .add("ETag", "\"1\"")
                .add("Vary", "Accept, Accept-Encoding")
                .add("X-Content-Type-Options", "nosniff")
                .add("Strict-Transport-Security", "max-age=31536000")
                .add(Traces.HEADER, Traces.of(context));
    }

    private static int number(RoutingContext context) {
        String id = context.request().getHeader("X-Request-Id");
        return Integer.parseInt(id, id.length() - 12, id.length(), 10);
    }

    private static <T> T finished(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        finished(server.close());
    }
}
