package dev.steward.benchmarks.availability;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a script for the next mitra, and goes on when its answer is there; all on one connection, which pipelines. */
final class ScriptHandler implements Handler<RoutingContext> {
    /** Stands in a command where the id of a mitra belongs. */
    static final String ID = "<id>";

    private static final int IN_FLIGHT = 16 * 1024;

    private final RedisConnection valkey;
    private final int mitras;
    private final List<String> words;
    private final AtomicInteger next = new AtomicInteger();

    /**
     * @param arguments
     *            Valkey's address, how many mitras there are, and the words behind EVALSHA
     */
    ScriptHandler(Vertx vertx, List<String> arguments) {
        var options = new RedisOptions().setConnectionString(arguments.get(0)).setMaxPoolSize(1)
                .setPoolCleanerInterval(-1).setMaxWaitingHandlers(IN_FLIGHT);
        this.valkey = connected(Redis.createClient(vertx, options).connect());
        this.mitras = Integer.parseInt(arguments.get(1));
        this.words = arguments.subList(2, arguments.size());
    }

    private static RedisConnection connected(Future<RedisConnection> connection) {
        return connection.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void handle(RoutingContext context) {
        valkey.send(request(Mitras.id(Math.floorMod(next.getAndIncrement(), mitras))))
                .onSuccess(answer -> goOn(context, answer))
                .onFailure(context::fail);
    }

    private Request request(String id) {
        Request request = Request.cmd(Command.EVALSHA);
        words.forEach(word -> request.arg(word.equals(ID) ? id : word));
        return request;
    }

    /** A script that cannot tell did not do its work. */
    private static void goOn(RoutingContext context, Response answer) {
        if (answer == null) {
            context.fail(503);
        } else {
            context.next();
        }
    }
}
