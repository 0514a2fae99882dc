package dev.steward.kit.recording.shipping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrickleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<byte[]> PIECES = pieces(40);

    private final Vertx sending = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final io.vertx.core.Vertx receiving = io.vertx.core.Vertx.vertx();

    @AfterEach
    void close() {
        sending.close().await().atMost(PATIENCE);
        receiving.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void leavesWholeAndLetsOthersTakeTurns() {
        var body = new CompletableFuture<Buffer>();
        var length = new CompletableFuture<String>();
        int port = server(request -> {
            length.complete(request.getHeader("Content-Length"));
            request.body().onSuccess(body::complete);
            body.thenRun(() -> request.response().end());
        });
        var turns = new AtomicInteger();
        var turnsBeforeTheLast = new AtomicInteger();
        Multi<io.vertx.mutiny.core.buffer.Buffer> trickle = Trickle.of(PIECES).invoke(piece -> {
            turnsBeforeTheLast.set(turns.get());
            io.vertx.core.Vertx.currentContext().runOnContext(turn -> turns.incrementAndGet());
        });
        assertEquals(200, send(port, trickle).await().atMost(PATIENCE).statusCode());
        assertArrayEquals(whole(), body.join().getBytes());
        assertEquals(Integer.toString(whole().length), length.join());
        assertEquals(PIECES.size() - 1, turnsBeforeTheLast.get(), "others had a turn after each");
    }

    @Test
    void failsWhenItsReceiverGoes() {
        int port = server(request -> request.handler(chunk -> request.connection().close()));
        assertNotNull(
                send(port, Trickle.of(PIECES)).onItemOrFailure().transform((answer, cause) -> cause).await().atMost(PATIENCE));
    }

    @Test
    void ofNothingIsEmpty() {
        assertEquals(List.of(), Trickle.of(List.of()).collect().asList().await().atMost(PATIENCE));
    }

    private Uni<HttpResponse<io.vertx.mutiny.core.buffer.Buffer>> send(int port,
            Multi<io.vertx.mutiny.core.buffer.Buffer> body) {
        return WebClient.create(sending).post(port, "127.0.0.1", "/")
                .putHeader("Content-Length", Integer.toString(whole().length)).sendStream(body);
    }

    private int server(io.vertx.core.Handler<HttpServerRequest> handler) {
        HttpServer server = receiving.createHttpServer().requestHandler(handler);
        return server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join()
                .actualPort();
    }

    private static byte[] whole() {
        Buffer whole = Buffer.buffer();
        PIECES.forEach(whole::appendBytes);
        return whole.getBytes();
    }

    private static List<byte[]> pieces(int count) {
        var random = new Random(1);
        return Stream.generate(() -> {
            byte[] piece = new byte[32 * 1024];
            random.nextBytes(piece);
            return piece;
        }).limit(count).toList();
    }
}
