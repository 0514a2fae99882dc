package dev.steward.kit.valkey;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A connection for each event loop, so that neither a command nor its answer has to change threads, which costs
 * more than all the rest of it; and one for whoever calls from elsewhere.
 */
final class Lines {
    private final Vertx vertx;
    private final String url;
    private final Map<EventLoop, Line> ofLoops = new ConcurrentHashMap<>();
    private final Line ofOthers;
    private final boolean one;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private Lines(Vertx vertx, String url, boolean one) {
        this.vertx = vertx;
        this.url = url;
        this.ofOthers = new Line(vertx, url, this::made);
        this.one = one;
    }

    static Lines ofEachLoop(Vertx vertx, String url) {
        return new Lines(vertx, url, false);
    }

    /** For calls that are few: one connection for all. */
    static Lines one(Vertx vertx, String url) {
        return new Lines(vertx, url, true);
    }

    Line mine() {
        ContextInternal context = ContextInternal.current();
        if (one || context == null || !context.inThread()) {
            return ofOthers;
        }
        Line known = ofLoops.get(context.nettyEventLoop());
        return known == null
                ? ofLoops.computeIfAbsent(context.nettyEventLoop(), loop -> new Line(vertx, url, this::made))
                : known;
    }

    /**
     * Runs after each connection made from now on, before anything is sent on it: it may lead to another server than
     * before.
     */
    void onConnection(Runnable listener) {
        listeners.add(listener);
    }

    /** The first calls would pay for the connections, and perhaps miss their deadline. */
    Future<?> connect() {
        List<Future<?>> pings = new ArrayList<>();
        pings.add(ofOthers.send(Request.cmd(Command.PING)));
        if (!one) {
            var internal = (VertxInternal) vertx;
            internal.getEventLoopGroup().forEach(loop -> pings.add(pingOn(internal
                    .createEventLoopContext((EventLoop) loop, null, Thread.currentThread().getContextClassLoader()))));
        }
        return Future.join(pings);
    }

    private Future<?> pingOn(ContextInternal loop) {
        Promise<Response> answer = Promise.promise();
        loop.runOnContext(x -> mine().send(Request.cmd(Command.PING)).onComplete(answer));
        return answer.future();
    }

    /** All at once, so that whoever is wary of a new server has to be so once. */
    private void made() {
        listeners.forEach(Runnable::run);
        ofLoops.values().stream().filter(line -> !line.isConnected())
                .forEach(line -> line.send(Request.cmd(Command.PING)));
    }

    void drop() {
        ofLoops.values().forEach(Line::drop);
        ofOthers.drop();
    }
}
