package dev.steward.kit.valkey;

import io.quarkus.logging.Log;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One channel on one connection of its own. A ping every few seconds finds a peer that is silent instead of gone. */
final class Subscription {
    private static final long PING_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final Vertx vertx;
    private final Redis client;
    private final ValkeyConfig config;
    private final String channel;
    private final Consumer<String> onMessage;
    private final Runnable onConnected;

    private volatile RedisConnection connection;
    private volatile boolean closed;
    private volatile boolean heard;
    private volatile boolean toldLoss;

    Subscription(Vertx vertx, Redis client, ValkeyConfig config, String channel, Consumer<String> onMessage,
            Runnable onConnected) {
        this.vertx = vertx;
        this.client = client;
        this.config = config;
        this.channel = channel;
        this.onMessage = onMessage;
        this.onConnected = onConnected;
    }

    void connect() {
        client.connect()
                .onSuccess(this::subscribe)
                .onFailure(this::retry);
    }

    private void subscribe(RedisConnection fresh) {
        if (closed) {
            fresh.close();
            return;
        }
        connection = fresh;
        heard = true;
        fresh.handler(this::receive);
        fresh.exceptionHandler(cause -> drop(fresh, cause));
        fresh.endHandler(end -> drop(fresh, null));
        fresh.send(Request.cmd(Command.SUBSCRIBE).arg(channel))
                .onSuccess(reply -> subscribed(fresh))
                .onFailure(cause -> drop(fresh, cause));
    }

    private void subscribed(RedisConnection fresh) {
        toldLoss = false;
        Log.debugf("Subscribed to %s", channel);
        onConnected.run();
        vertx.setPeriodic(PING_MILLIS, timer -> ping(timer, fresh));
    }

    private void ping(long timer, RedisConnection current) {
        if (current != connection) {
            vertx.cancelTimer(timer);
        } else if (!heard) {
            vertx.cancelTimer(timer);
            drop(current, new IllegalStateException("no answer to a ping"));
        } else {
            heard = false;
            current.send(Request.cmd(Command.PING)).onComplete(pong -> heard |= pong.succeeded());
        }
    }

    private void receive(Response message) {
        heard = true;
        if (message.size() == 3 && "message".equals(message.get(0).toString())) {
            onMessage.accept(message.get(2).toString());
        }
    }

    private void drop(RedisConnection lost, Throwable cause) {
        if (connection == lost && !closed) {
            connection = null;
            lost.close();
            retry(cause);
        }
    }

    private void retry(Throwable cause) {
        if (closed) {
            return;
        }
        if (!toldLoss) {
            toldLoss = true;
            Log.warnf("Subscription to %s is lost (%s); it is tried again every %s", channel, cause, config.resubscribeDelay());
        }
        vertx.setTimer(config.resubscribeDelay().toMillis(), timer -> connect());
    }

    void close() {
        closed = true;
        RedisConnection current = connection;
        if (current != null) {
            current.close();
        }
    }
}
