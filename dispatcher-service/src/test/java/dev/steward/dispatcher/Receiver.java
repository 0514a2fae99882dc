package dev.steward.dispatcher;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A real HTTP server that somebody sends to, with a log of what arrived. */
public final class Receiver implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final List<Received> log = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile Handler<HttpServerRequest> answer = request -> request.response().end();

    public record Received(String method, String uri, MultiMap headers, String body, long atNanos) {
        public JsonObject json() {
            return new JsonObject(body);
        }
    }

    public Receiver() {
        try {
            port = vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1")
                    .toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS).actualPort();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on; what arrived before is kept. */
    public Receiver answering(int... statuses) {
        int before = log.size();
        return answering(request -> request.response()
                .setStatusCode(statuses[Math.min(log.size() - before, statuses.length) - 1]).end());
    }

    public Receiver answering(Handler<HttpServerRequest> handler) {
        answer = handler;
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public Vertx vertx() {
        return vertx;
    }

    public List<Received> log() {
        return log;
    }

    public Received only() {
        if (log.size() != 1) {
            throw new AssertionError("One request was expected, and these arrived: " + log);
        }
        return log.getFirst();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            log.add(new Received(request.method().name(), request.uri(), request.headers(), body.toString(),
                    System.nanoTime()));
            answer.handle(request);
        });
    }
}
