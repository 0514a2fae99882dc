package dev.steward.kit.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A collector of any kind, over real connections. */
class OtlpSenderTest {
    private static final Buffer MESSAGE = Buffer.buffer("spans");

    private record Received(String path, String type, String header, Buffer body) {}

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Received> received = new ArrayBlockingQueue<>(10);

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void isDoneOnceTheCollectorTookIt() throws Exception {
        send(false, response -> response.setStatusCode(202).end());
        assertEquals(new Received("/v1/traces", "application/x-protobuf", "b", MESSAGE), received.take());
    }

    @Test
    void speaksGrpc() throws Exception {
        send(true, response -> response.putHeader("content-type", "application/grpc").setChunked(true)
                .putTrailer("grpc-status", "0").end());
        Buffer framed = Buffer.buffer().appendByte((byte) 0).appendInt(5).appendString("spans");
        assertEquals(new Received("/v1/traces", "application/grpc", "b", framed), received.take());
    }

    @Test
    void aRefusalIsTheFailureThatIsTold() {
        assertEquals("it answered 503", failure(false, response -> response.setStatusCode(503).end("<html>")));
        assertEquals("its gRPC status is 14", failure(true, response -> response.setChunked(true)
                .putTrailer("grpc-status", "14").end()));
        assertEquals("its gRPC status is 16", failure(true, response -> response.putHeader("grpc-status", "16").end()));
    }

    @Test
    void anAnswerWithoutEndIsBrokenOff() {
        assertEquals("its answer does not end", failure(false, response -> {
            response.setChunked(true);
            flood(response);
        }));
    }

    @Test
    void silenceIsBrokenOff() {
        assertEquals("no answer within 500 ms", failure(false, response -> {
        }));
        assertEquals("no answer within 500 ms", failure(false, response -> response.setChunked(true).write("a beginning")));
    }

    @Test
    void whatIsNoHttpIsNotLoggedByTheClient() throws Exception {
        var logged = new LinkedBlockingQueue<LogRecord>();
        Logger client = Logger.getLogger("io.vertx.core.net.impl.ConnectionBase");
        var handler = new Keeping(logged::add);
        client.addHandler(handler);
        try (var collector = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerNonsense(collector));
            var target = new OtlpTarget(URI.create("http://127.0.0.1:" + collector.getLocalPort()), false, false,
                    Duration.ofSeconds(5), Map.of());
            var sender = new OtlpSender(vertx, target, new HttpClientOptions());
            var sent = sender.send(MESSAGE).toCompletionStage().toCompletableFuture();
            assertThrows(ExecutionException.class, () -> sent.get(10, TimeUnit.SECONDS));
            sender.close().join(10, TimeUnit.SECONDS);
            assertEquals(List.of(), logged.stream().map(LogRecord::getMessage).toList());
        } finally {
            client.removeHandler(handler);
        }
    }

    private static void answerNonsense(ServerSocket collector) {
        try (var connection = collector.accept()) {
            connection.getInputStream().read();
            connection.getOutputStream().write("no protocol at all\r\n\r\n".repeat(50).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
            // The client has heard enough.
        }
    }

    private static final class Keeping extends java.util.logging.Handler {
        private final Handler<LogRecord> keeping;

        Keeping(Handler<LogRecord> keeping) {
            this.keeping = keeping;
        }

        @Override
        public void publish(LogRecord record) {
            keeping.handle(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static void flood(HttpServerResponse response) {
        if (!response.closed()) {
            response.write(Buffer.buffer(new byte[16 * 1024])).onSuccess(more -> flood(response));
        }
    }

    private String failure(boolean grpc, Handler<HttpServerResponse> answer) {
        return assertThrows(ExecutionException.class, () -> send(grpc, answer)).getCause().getMessage();
    }

    private void send(boolean grpc, Handler<HttpServerResponse> answer) throws Exception {
        var server = vertx.createHttpServer().requestHandler(request -> take(request, answer)).listen(0, "127.0.0.1")
                .toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        var url = URI.create("http://127.0.0.1:" + server.actualPort() + "/v1/traces");
        var target = new OtlpTarget(url, grpc, false, Duration.ofMillis(500), Map.of("a", "b"));
        var options = new HttpClientOptions();
        if (grpc) {
            options.setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false);
        }
        var sender = new OtlpSender(vertx, target, options);
        sender.send(MESSAGE).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertTrue(sender.close().join(10, TimeUnit.SECONDS).isSuccess());
    }

    private void take(HttpServerRequest request, Handler<HttpServerResponse> answer) {
        request.body().onSuccess(body -> {
            received.add(new Received(request.path(), request.getHeader("content-type"), request.getHeader("a"), body));
            answer.handle(request.response());
        });
    }
}
