package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.delivery.SenderFixture.LONG;
import static dev.steward.dispatcher.delivery.SenderFixture.SHORT;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receivers of every kind. */

class HttpSenderAnswerTest {
    private final SenderFixture under = new SenderFixture();

    @AfterEach
    void close() {
        under.close();
    }

    @Test
    void givesUpOnAReceiverThatDoesNotAnswer() {
        under.receiver().answering(request -> {
        });

        timesOut(under.receiver().url());
    }

    @Test
    void givesUpOnAReceiverThatAcceptsAndSaysNothing() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            timesOut("http://127.0.0.1:" + silent.getLocalPort());
        }
    }

    @Test
    void takesTheStatusOfAReceiverThatDripsItsAnswerAndWaitsNoLongerForTheRest() {
        var gaveUp = new CompletableFuture<Void>();
        under.receiver().answering(request -> drip(request, gaveUp));

        Outcome outcome = under.send(Tasks.to(under.receiver().url(), SHORT)).outcome();

        Outcome.Answered answered = assertInstanceOf(Outcome.Answered.class, outcome);
        assertEquals(200, answered.status());
        assertTrue(answered.excerpt().matches("x( x)*"), answered.excerpt());
        await().atMost(5, TimeUnit.SECONDS).until(gaveUp::isDone);
    }

    @Test
    void readsNoMoreOfAnEndlessAnswerThanItNeeds() {
        var written = new AtomicInteger();
        var closed = new AtomicBoolean();
        under.receiver().answering(request -> flood(request, written, closed));

        Attempt attempt = under.send(Tasks.to(under.receiver().url(), LONG));

        Outcome.Answered answered = assertInstanceOf(Outcome.Answered.class, attempt.outcome());
        assertEquals(200, answered.status());
        assertTrue(answered.excerpt().matches("(x +)+x?") && answered.excerpt().length() <= 2048, answered.excerpt());
        await().atMost(10, TimeUnit.SECONDS).untilTrue(closed);
        assertTrue(written.get() < 64 * 1024 * 1024, "written: " + written);
    }

    @Test
    void takesTheStatusOfAnAnswerThatBreaksOff() {
        under.receiver().answering(request -> request.response().setStatusCode(404).putHeader("Content-Length", "100")
                .write("all but half").onComplete(written -> request.connection().close()));

        assertEquals(new Outcome.Answered(404, "all but"), under.outcome(under.receiver().url()));
    }

    @Test
    void takesTheStatusThatWasThereWhenTheServiceHadToStop() {
        var gaveUp = new CompletableFuture<Void>();
        under.receiver().answering(request -> drip(request, gaveUp));
        var attempt = under.sender().send(Tasks.to(under.receiver().url(), LONG)).subscribeAsCompletionStage();
        await().until(() -> !under.receiver().log().isEmpty());
        await().pollDelay(Duration.ofMillis(300)).until(() -> !gaveUp.isDone());
        under.stop().begin();
        under.stop().breakOff();

        assertInstanceOf(Outcome.Answered.class, attempt.join().outcome());
    }

    @Test
    void takesGarbageForNoAnswer() throws Exception {
        var server = under.receiver().vertx().createNetServer()
                .connectHandler(socket -> socket.handler(any -> socket.write("\u0000\u0001 nonsense\r\n\r\n")))
                .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get();

        assertInstanceOf(Outcome.Unanswered.class, under.outcome("http://127.0.0.1:" + server.actualPort()));
        assertInstanceOf(Outcome.Unanswered.class, under.outcome("https://127.0.0.1:" + server.actualPort()));
    }

    private void timesOut(String uri) {
        long begun = System.nanoTime();
        Attempt attempt = under.send(Tasks.to(uri, SHORT));

        assertEquals(new Outcome.Unanswered("no answer within 1 s"), attempt.outcome());
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).toMillis() >= 900);
        assertTrue(attempt.took().compareTo(Duration.ofSeconds(10)) < 0, attempt.toString());
    }

    private void drip(HttpServerRequest request, CompletableFuture<Void> gaveUp) {
        request.response().setChunked(true);
        long timer = under.receiver().vertx().setPeriodic(50, tick -> request.response().write("x "));
        request.connection().closeHandler(closed -> {
            under.receiver().vertx().cancelTimer(timer);
            gaveUp.complete(null);
        });
    }

    private static void flood(HttpServerRequest request, AtomicInteger written, AtomicBoolean closed) {
        Buffer chunk = Buffer.buffer("x ".repeat(32 * 1024));
        request.connection().closeHandler(end -> closed.set(true));
        request.response().setChunked(true);
        pump(request, chunk, written, closed);
    }

    private static void pump(HttpServerRequest request, Buffer chunk, AtomicInteger written, AtomicBoolean closed) {
        while (!closed.get() && !request.response().writeQueueFull()) {
            written.addAndGet(chunk.length());
            request.response().write(chunk);
        }
        request.response().drainHandler(drained -> pump(request, chunk, written, closed));
    }
}
