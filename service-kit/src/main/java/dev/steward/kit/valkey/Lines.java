package dev.steward.kit.valkey;

import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A connection for each event loop, so that neither a command nor its answer has to change threads, which costs more
 * than
 * all the rest of it; and one for whoever calls from elsewhere.
 */
final class Lines {
    private final Vertx vertx;
    private final String url;
    private final Map<EventLoop, Line> ofLoops = new ConcurrentHashMap<>();
    private final Line ofOthers;
    private final boolean one;

    private Lines(Vertx vertx, String url, boolean one) {
        this.vertx = vertx;
        this.url = url;
        this.ofOthers = new Line(vertx, url);
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
        return known == null ? ofLoops.computeIfAbsent(context.nettyEventLoop(), loop -> new Line(vertx, url)) : known;
    }

    /** The first calls would pay for the connections, and perhaps miss their deadline. */
    void connect() {
        var internal = (VertxInternal) vertx;
        internal.getEventLoopGroup().forEach(loop -> internal
                .createEventLoopContext((EventLoop) loop, null, Thread.currentThread().getContextClassLoader())
                .runOnContext(x -> mine().send(Request.cmd(Command.PING))));
        ofOthers.send(Request.cmd(Command.PING));
    }

    void drop() {
        ofLoops.values().forEach(Line::drop);
        ofOthers.drop();
    }
}
