package dev.steward.benchmarks.availability;

import dev.steward.benchmarks.process.Loops;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;

/**
 * The HTTP server that is below the service's, with as many event loops, and nothing above it but a router and answers
 * by heart; or a script of Valkey's for each request. Arguments: a port, then {@link ScriptHandler}'s where it shall
 * run.
 */
public final class NoOpMain {
    private static final String PING = """
            {"schema":"mitra.heartbeat/1","online":true,"active":true,"action":"none",\
            "serverTime":"2026-05-25T10:07:55.123Z","nextPingMs":29127,"epoch":3}""";
    private static final String BEACON = """
            {"available":2000,"online":2000,"asOf":"2026-05-25T10:07:55.123Z","source":"valkey"}""";

    private NoOpMain() {}

    public static void main(String[] arguments) {
        Vertx vertx = Loops.vertx();
        int port = Integer.parseInt(arguments[0]);
        List<String> script = Arrays.asList(arguments).subList(1, arguments.length);
        Handler<RoutingContext> first = script.isEmpty() ? RoutingContext::next : new ScriptHandler(vertx, script);
        vertx.deployVerticle(() -> new Server(port, first),
                new DeploymentOptions().setInstances(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE))
                .onFailure(refused -> {
                    System.err.println("The port cannot be had: " + refused);
                    System.exit(1);
                });
    }

    /** One of those that share the port, each on an event loop. */
    private static final class Server extends AbstractVerticle {
        // As Quarkus and the kit set them.
        private static final HttpServerOptions OPTIONS = new HttpServerOptions().setMaxHeaderSize(64 * 1024)
                .setMaxInitialLineLength(64_000).setIdleTimeout(1800).setTcpNoDelay(true);

        private final int port;
        private final Handler<RoutingContext> first;

        Server(int port, Handler<RoutingContext> first) {
            this.port = port;
            this.first = first;
        }

        @Override
        public void start(Promise<Void> started) {
            Router router = Router.router(vertx);
            router.post(Availability.PING).handler(first).handler(context -> answer(context, PING));
            router.get(Availability.BEACON).handler(first).handler(context -> answer(context, BEACON));
            vertx.createHttpServer(OPTIONS).requestHandler(router).listen(port, "127.0.0.1").<Void>mapEmpty()
                    .onComplete(started);
        }

        private static void answer(RoutingContext context, String body) {
            context.response().putHeader("content-type", "application/json;charset=UTF-8").end(body);
        }
    }
}
