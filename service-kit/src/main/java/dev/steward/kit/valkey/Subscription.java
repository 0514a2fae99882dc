package dev.steward.kit.valkey;

import io.quarkus.logging.Log;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.Set;
import java.util.function.Consumer;

/** One channel on a connection of its own, whose pings find a peer that is silent instead of gone. */
final class Subscription {
    private static final Set<ResponseType> LISTS = Set.of(ResponseType.MULTI, ResponseType.PUSH);

    private final Vertx vertx;
    private final ValkeyConfig config;
    private final String channel;
    private final Consumer<String> onMessage;
    private final Runnable onConnected;
    private final Context home;

    private Link link;
    private boolean heard;
    private boolean toldLoss;
    private boolean closed;

    Subscription(Vertx vertx, ValkeyConfig config, String channel, Consumer<String> onMessage, Runnable onConnected) {
        this.vertx = vertx;
        this.config = config;
        this.channel = channel;
        this.onMessage = onMessage;
        this.onConnected = onConnected;
        this.home = VertxContext.getRootContext(vertx.getOrCreateContext());
    }

    void start() {
        home.runOnContext(x -> connect());
    }

    void close() {
        home.runOnContext(x -> {
            closed = true;
            if (link != null) {
                link.close();
            }
        });
    }

    private void connect() {
        if (closed) {
            return;
        }
        var fresh = new Link[1];
        fresh[0] = Link.open(vertx, config.url(), () -> {
        }, () -> home.runOnContext(x -> lost(fresh[0])));
        link = fresh[0];
        heard = true;
        link.connection().onSuccess(this::subscribe);
        vertx.setPeriodic(config.subscriptionPing().toMillis(), timer -> ping(timer, fresh[0]));
    }

    private void subscribe(RedisConnection connection) {
        connection.handler(push -> home.runOnContext(x -> receive(push)));
        connection.send(Request.cmd(Command.SUBSCRIBE).arg(channel));
    }

    /**
     * What the server pushes: {@code ["subscribe", channel, count]} as its confirmation, then
     * {@code ["message", channel, text]}. A pong that is late comes here too, and is no list.
     */
    private void receive(Response push) {
        heard = true;
        String kind = LISTS.contains(push.type()) && push.size() == 3 ? push.get(0).toString() : "";
        if (kind.equals("message")) {
            onMessage.accept(push.get(2).toString());
        } else if (kind.equals("subscribe")) {
            toldLoss = false;
            onConnected.run();
        }
    }

    /** Runs from the start of the connection on, as its handshake may get no answer either. */
    private void ping(long timer, Link pinged) {
        if (link != pinged || closed) {
            vertx.cancelTimer(timer);
        } else if (!heard) {
            vertx.cancelTimer(timer);
            lost(pinged);
        } else if (pinged.established() != null) {
            heard = false;
            pinged.established().send(Request.cmd(Command.PING)).onSuccess(pong -> heard = true);
        } else {
            heard = false;
        }
    }

    private void lost(Link broken) {
        if (link != broken || closed) {
            return;
        }
        link = null;
        broken.close();
        if (!toldLoss) {
            toldLoss = true;
            Log.warnf("The subscription to %s is lost; it is made again as soon as Valkey answers", channel);
        }
        vertx.setTimer(config.resubscribeDelay().toMillis(), timer -> connect());
    }
}
