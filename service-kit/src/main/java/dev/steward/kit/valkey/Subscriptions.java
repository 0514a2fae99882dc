package dev.steward.kit.valkey;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Pub/sub that survives the server: a lost connection is found out, made again and told, so that the follower can read
 * what
 * it missed. (The client's own subscription completes when the server restarts, and never comes back.)
 */
@Singleton
public class Subscriptions {
    private final Vertx vertx;
    private final ValkeyConfig config;
    private final Redis client;
    private final List<Subscription> open = new CopyOnWriteArrayList<>();

    public Subscriptions(Vertx vertx, ValkeyConfig config, @ConfigProperty(name = "quarkus.redis.hosts") String url) {
        this.vertx = vertx;
        this.config = config;
        this.client = Redis.createClient(vertx, new RedisOptions().setConnectionString(url).setMaxPoolSize(4));
    }

    /**
     * Follows a channel until the application stops. Both callbacks run on an event loop.
     *
     * @param onMessage
     *            gets each message's text
     * @param onConnected
     *            runs after each (re)subscription: what was published before it was missed
     */
    public void follow(String channel, Consumer<String> onMessage, Runnable onConnected) {
        Subscription subscription = new Subscription(vertx, client, config, channel, onMessage, onConnected);
        open.add(subscription);
        subscription.connect();
    }

    void stop(@Observes ShutdownEvent event) {
        open.forEach(Subscription::close);
        client.close();
    }
}
