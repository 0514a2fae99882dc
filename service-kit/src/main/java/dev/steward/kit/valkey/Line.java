package dev.steward.kit.valkey;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Commands on one connection, pipelined; made by whoever first calls, it lives on that event loop. The connection is
 * made when it is first needed, and again after it was
 * lost.
 */
final class Line {
    private final Vertx vertx;
    private final String url;
    private final Runnable onMade;
    private final Context home;
    private final AtomicInteger unansweredInARow = new AtomicInteger();
    private volatile Link link;

    /**
     * @param onMade
     *            runs after each connection, before anything is sent on it
     */
    Line(Vertx vertx, String url, Runnable onMade) {
        this.vertx = vertx;
        this.url = url;
        this.onMade = onMade;
        this.home = VertxContext.getRootContext(vertx.getOrCreateContext());
    }

    /** The answer arrives on the caller's context. There is no deadline here. */
    Future<Response> send(Request command) {
        Link current = link;
        RedisConnection connection = current == null ? null : current.established();
        return connection == null ? connectAndSend(command) : connection.send(command);
    }

    /** Or on the way to be. */
    boolean isConnected() {
        return link != null;
    }

    void answered() {
        if (unansweredInARow.get() != 0) {
            unansweredInARow.set(0);
        }
    }

    /** So many in a row, and the connection is given up: others may be well. */
    void unanswered(int atMost) {
        if (unansweredInARow.incrementAndGet() >= atMost) {
            unansweredInARow.set(0);
            drop();
        }
    }

    /** Closes the connection: what is in flight on it fails, and the next command makes a new one. */
    void drop() {
        home.runOnContext(x -> forget(link));
    }

    private Future<Response> connectAndSend(Request command) {
        Context caller = vertx.getOrCreateContext();
        Promise<Response> answer = Promise.promise();
        home.runOnContext(x -> connected().connection()
                .compose(connection -> connection.send(command))
                .onComplete(outcome -> caller.runOnContext(y -> answer.handle(outcome))));
        return answer.future();
    }

    private Link connected() {
        if (link == null) {
            var fresh = new Link[1];
            fresh[0] = Link.open(vertx, url, onMade, () -> home.runOnContext(x -> forget(fresh[0])));
            link = fresh[0];
        }
        return link;
    }

    private void forget(Link lost) {
        if (lost != null && link == lost) {
            link = null;
            lost.close();
        }
    }
}
