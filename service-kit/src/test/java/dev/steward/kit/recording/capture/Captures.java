package dev.steward.kit.recording.capture;

import dev.steward.kit.recording.RecordingSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Exchanges that really happened, for tests of what becomes of them. */
public final class Captures {
    private Captures() {}

    public static Capture answered(int status) throws Exception {
        var captured = new CompletableFuture<Capture>();
        Vertx vertx = Vertx.vertx();
        try {
            Router router = Router.router(vertx);
            new CaptureRoute(RecordingSettings.of("apis.internal.paths", "/api"), into(captured), Clock.systemUTC())
                    .register(router);
            router.route().handler(context -> context.response().setStatusCode(status).end("an answer"));
            HttpServer server = finished(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
            get(URI.create("http://127.0.0.1:%d/api/orders".formatted(server.actualPort())));
            return captured.get(30, TimeUnit.SECONDS);
        } finally {
            finished(vertx.close());
        }
    }

    private static CaptureSink into(CompletableFuture<Capture> captured) {
        return new CaptureSink() {
            @Override
            public void start() {}

            @Override
            public void accept(Capture capture) {
                captured.complete(capture);
            }

            @Override
            public void missed(Capture capture, RuntimeException cause) {
                captured.completeExceptionally(cause);
            }
        };
    }

    private static void get(URI uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
        }
    }

    private static <T> T finished(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
