package dev.steward.kit.valkey;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Pub/sub that survives the server: a lost connection is found out, made again and told, so that the follower can read
 * what it
 * missed. (The client's own subscription completes when the server restarts, and never comes back.)
 */
@Singleton
public class Subscriptions {
    private final Vertx vertx;
    private final ValkeyConfig config;
    private final List<Subscription> open = new CopyOnWriteArrayList<>();

    public Subscriptions(Vertx vertx, ValkeyConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /**
     * Follows a channel until the application stops. Both callbacks run on an event loop.
     *
     * @param onMessage
     *            gets each message's text
     * @param onConnected
     *            runs after each (re)subscription, once the server has confirmed it: what was published before was missed
     */
    public void follow(String channel, Consumer<String> onMessage, Runnable onConnected) {
        Subscription subscription = new Subscription(vertx, config, channel, onMessage, onConnected);
        open.add(subscription);
        subscription.start();
    }

    void stop(@Observes ShutdownEvent event) {
        open.forEach(Subscription::close);
    }
}
