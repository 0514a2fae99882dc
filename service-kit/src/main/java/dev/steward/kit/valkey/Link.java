package dev.steward.kit.valkey;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;

/**
 * One physical connection. It has a client of its own, because only closing the client surely closes a connection,
 * also one that hangs in its handshake or falls silent; the pool of a shared client would lend it out again.
 */
final class Link {
    private static final int CONNECT_TIMEOUT_MILLIS = 1000;
    private static final int MAX_COMMANDS_IN_FLIGHT = 16 * 1024;

    private final Redis client;
    private final Future<RedisConnection> connection;
    private volatile RedisConnection established;

    private Link(Redis client, Runnable onMade, Runnable onLost) {
        this.client = client;
        this.connection = client.connect()
                .onSuccess(fresh -> {
                    fresh.exceptionHandler(broken -> onLost.run());
                    fresh.endHandler(closed -> onLost.run());
                    established = fresh;
                    onMade.run();
                })
                .onFailure(refused -> onLost.run());
    }

    /**
     * To be called on the context on which its callbacks shall run.
     *
     * @param onMade
     *            runs before anything is sent on it
     * @param onLost
     *            runs when it cannot be made, and when it breaks; perhaps more than once
     */
    static Link open(Vertx vertx, String url, Runnable onMade, Runnable onLost) {
        var network = new NetClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setTcpKeepAlive(true);
        var options = new RedisOptions()
                .setConnectionString(url)
                .setNetClientOptions(network)
                .setMaxPoolSize(1)
                .setPoolCleanerInterval(-1)
                .setMaxWaitingHandlers(MAX_COMMANDS_IN_FLIGHT);
        return new Link(Redis.createClient(vertx, options), onMade, onLost);
    }

    /** Null until the handshake is done. */
    RedisConnection established() {
        return established;
    }

    Future<RedisConnection> connection() {
        return connection;
    }

    void close() {
        client.close();
    }
}
