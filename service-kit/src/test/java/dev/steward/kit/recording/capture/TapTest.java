package dev.steward.kit.recording.capture;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.kit.recording.redaction.Header;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tap on a server of Vert.x alone: what it holds, and when it reads. */
class TapTest {
    private static final RecordedApi API = new RecordedApi("internal", Sampling.at(1), Long.MAX_VALUE, 16 * 1024, null);
    private static final int CHUNK = 64 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(8));
    private final BlockingQueue<Capture> captures = new LinkedBlockingQueue<>();
    private final AtomicInteger failed = new AtomicInteger();
    private int port;

    @AfterEach
    void close() throws Exception {
        settled(vertx.close());
    }

    private static <T> T settled(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private void serve(HttpServerOptions options, Handler<RoutingContext> application) throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(this::tap);
        router.route().handler(application);
        HttpServer server = settled(vertx.createHttpServer(options).requestHandler(router).listen(0, "127.0.0.1"));
        port = server.actualPort();
    }

    private void tap(RoutingContext context) {
        if (context.response() instanceof TappedResponse tapped) {
            tapped.routedAs(context);
            context.next();
        } else {
            Capture capture = new Capture(API, Instant.EPOCH, context.request());
            Tap.route(context, capture, new TappedResponse(context.response(), capture, false, this::over));
        }
    }

    private void over(TappedResponse response, boolean complete) {
        try {
            response.capture().conclude(response.context(), response, complete);
            captures.add(response.capture());
        } catch (RuntimeException e) {
            failed.incrementAndGet();
        }
    }

    private HttpClientRequest request() throws Exception {
        return settled(client.request(HttpMethod.POST, port, "127.0.0.1", "/x"));
    }

    private String answer(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/x"))
                .POST(BodyPublishers.ofString(body)).build();
        try (var plain = java.net.http.HttpClient.newHttpClient()) {
            return plain.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Capture captured() throws InterruptedException {
        Capture capture = captures.poll(30, TimeUnit.SECONDS);
        assertTrue(capture != null, "nothing was captured");
        return capture;
    }

    @Test
    void whatWaitsKeepsNothingOfTheApplicationAlive() throws Exception {
        List<WeakReference<Object>> parts = new ArrayList<>();
        serve(new HttpServerOptions(), context -> {
            context.request().bodyHandler(body -> {
                List.of(context, context.request(), context.response(), body)
                        .forEach(part -> parts.add(new WeakReference<>(part)));
                context.response().end("done");
            });
        });
        answer("x".repeat(100_000));
        Capture capture = captured();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return parts.stream().allMatch(part -> part.get() == null);
        });
        assertEquals(100_000, capture.requestBody().size());
        assertEquals("http://127.0.0.1:" + port + "/x", capture.heads().url());
        assertTrue(capture.weight() < 2 * 16 * 1024);
    }

    @Test
    void weighsTheHeaders() throws Exception {
        serve(new HttpServerOptions().setMaxHeaderSize(100_000), context -> context.response().end());
        settled(request().putHeader("X-Large", "x".repeat(60_000)).send());
        assertTrue(captured().weight() > 60_000);
    }

    @Test
    void aLargeUploadWeighsNoMoreThanItsBeginning() throws Exception {
        serve(new HttpServerOptions(), context -> context.request().handler(chunk -> {
        }).endHandler(end -> context.response().end()));
        HttpClientRequest request = request().setChunked(true);
        Buffer chunk = Buffer.buffer(new byte[CHUNK]);
        for (int i = 0; i < 3200; i++) {
            settled(request.write(chunk));
        }
        settled(request.end());
        Capture capture = captured();
        assertEquals(3200L * CHUNK, capture.requestBody().size());
        assertTrue(capture.weight() < 20 * 1024);
    }

    @Test
    void readsTheHeadersWhenNobodyChangesThemAnyMore() throws Exception {
        serve(new HttpServerOptions().setCompressionSupported(true), context -> vertx.executeBlocking(() -> {
            HttpServerResponse response = context.response();
            for (int i = 0; i < 20; i++) {
                response.putHeader("X-" + i, "v" + i);
            }
            return response.setStatusCode(context.request().uri().length() % 2 == 0 ? 204 : 200)
                    .putHeader("Content-Length", "0").end();
        }, false));
        int requests = 2000;
        List<Future<Buffer>> answers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            answers.add(client.request(HttpMethod.GET, port, "127.0.0.1", i % 2 == 0 ? "/x" : "/xy")
                    .compose(request -> request.putHeader("Accept-Encoding", "gzip").send()
                            .compose(HttpClientResponse::body)));
        }
        settled(Future.all(answers));
        await().atMost(Duration.ofSeconds(20)).until(() -> captures.size() + failed.get() == requests);
        assertEquals(0, failed.get());
        for (Capture capture : captures) {
            assertEquals(20,
                    capture.heads().response().stream().map(Header::name).filter(name -> name.startsWith("X-")).count());
            assertEquals(capture.status() == 200,
                    capture.heads().response().stream().anyMatch(h -> h.name().equals("Content-Length")));
        }
    }

    @Test
    void anAnswerIsNoneWhoseConnectionClosedJustBeforeIt() throws Exception {
        serve(new HttpServerOptions(), context -> vertx.executeBlocking(() -> {
            Channel channel = ((ConnectionBase) context.request().connection()).channel();
            CountDownLatch answered = new CountDownLatch(1);
            channel.eventLoop().execute(() -> awaited(answered));
            channel.eventLoop().execute(() -> channel.unsafe().close(channel.newPromise()));
            context.response().end("too late");
            answered.countDown();
            return null;
        }));
        request().send();
        assertFalse(captured().answered());
    }

    @Test
    void aBufferThatCannotBeReadFailsOnlyTheCapture() throws Exception {
        serve(new HttpServerOptions(), context -> {
            Buffer released = Buffer.buffer("gone");
            Capture capture = ((TappedResponse) context.response()).capture();
            capture.sawOfResponse(null);
            context.response().end(released);
        });
        assertEquals("gone", answer(""));
        assertTrue(captured().answered());
    }
}
