package dev.steward.dispatcher.proof;

import static dev.steward.dispatcher.Api.enqueued;
import static dev.steward.dispatcher.Api.request;
import static dev.steward.dispatcher.Api.stateOf;
import static dev.steward.dispatcher.Api.view;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Receiver;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What receivers do to a whole delivery; what one attempt makes of an answer is HttpSenderTest's. */
@QuarkusTest
@WithStores("dispatcher")
class DifficultReceiversTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long GIGABYTE = 1L << 30;
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void anAnswerAfterTheTimeoutIsNone() {
        receiver.answering(request -> {
            boolean first = receiver.log().size() == 1;
            receiver.vertx().setTimer(first ? 1500 : 1, late -> request.response().end());
        });
        String id = enqueued(request(receiver.url()).put("httpTimeoutSeconds", 1).put("attemptIntervalSeconds", 1));

        JsonPath view = ended(id, "DELIVERED");
        assertEquals("no answer within 1 s", view.getString("attempts[0].error"));
        assertEquals(200, view.getInt("attempts[1].status"));
        assertEquals(2, receiver.log().size());
    }

    @Test
    void aConnectionThatIsHalfClosedWithoutAnAnswerIsAFailure() {
        int port = listening(socket -> socket.handler(request -> socket.end()));

        assertNotNull(ended(once(port), "FAILED").getString("attempts[0].error"));
    }

    @Test
    void anAnswerThatEndsWithItsHalfOfTheConnectionIsOne() {
        int port = listening(socket -> socket.handler(
                request -> socket.write(OK + "\r\nthank you").onComplete(written -> socket.end())));

        assertEquals("thank you", ended(once(port), "DELIVERED").getString("attempts[0].responseExcerpt"));
    }

    @Test
    void aHeadOfOneByteASecondIsNoAnswer() {
        int port = listening(socket -> socket.handler(request -> dripHead(socket)));

        assertEquals("no answer within 1 s", ended(once(port), "FAILED").getString("attempts[0].error"));
    }

    @Test
    void ofAGigabyteTheBeginningIsReadAndTheStatusCounts() {
        var written = new AtomicLong();
        receiver.answering(request -> pump(request.response().putHeader("Content-Length", Long.toString(GIGABYTE)),
                Buffer.buffer("x ".repeat(32 * 1024)), written));
        String id = enqueued(request(receiver.url()));

        String excerpt = ended(id, "DELIVERED").getString("attempts[0].responseExcerpt");
        assertTrue(excerpt.startsWith("x x ") && excerpt.length() <= 2048, excerpt);
        assertTrue(written.get() < GIGABYTE / 16, "written: " + written);
    }

    @Test
    void anotherCodeThanTheSuccessCodeIsNoSuccess() {
        receiver.answering(200, 204);
        String id = enqueued(request(receiver.url()).put("successCode", 204).put("attemptIntervalSeconds", 1));

        assertEquals(List.of(200, 204), ended(id, "DELIVERED").getList("attempts.status"));
    }

    @Test
    void retryAfterIsWaitedForWhereItIsLonger() {
        answerOnce(429, "3");
        String id = enqueued(request(receiver.url()).put("attemptIntervalSeconds", 1));

        ended(id, "DELIVERED");
        assertTrue(pause().toMillis() >= 3000, pause().toString());
    }

    @Test
    void retryAfterMayBeADate() {
        Instant date = Instant.now().plusSeconds(4);
        answerOnce(503, DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atZone(ZoneOffset.UTC)));
        String id = enqueued(request(receiver.url()).put("attemptIntervalSeconds", 1));

        ended(id, "DELIVERED");
        // To the second, as the header has it.
        assertTrue(pause().toMillis() >= 2500, pause().toString());
    }

    @Test
    void retryAfterBeyondTheExpiryLeavesNothingToBeSent() {
        answerOnce(429, "3600");
        String id = enqueued(request(receiver.url()).put("attemptIntervalSeconds", 1)
                .put("expireAt", Instant.now().plusSeconds(2).toString()));

        ended(id, "EXPIRED");
        receiver.only();
    }

    private void answerOnce(int status, String retryAfter) {
        receiver.answering(request -> {
            if (receiver.log().size() == 1) {
                request.response().setStatusCode(status).putHeader("Retry-After", retryAfter);
            }
            request.response().end();
        });
    }

    private Duration pause() {
        return Duration.ofNanos(receiver.log().get(1).atNanos() - receiver.log().get(0).atNanos());
    }

    private String once(int port) {
        return enqueued(request("http://127.0.0.1:" + port).put("httpTimeoutSeconds", 1).put("attemptLimit", 1));
    }

    private static JsonPath ended(String id, String state) {
        await().atMost(PATIENCE).until(() -> !stateOf(id).equals("PENDING"));
        assertEquals(state, stateOf(id), view(id).getString("reason"));
        return view(id);
    }

    private int listening(Handler<NetSocket> handler) {
        try {
            return receiver.vertx().createNetServer().connectHandler(handler).listen(0, "127.0.0.1")
                    .toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS).actualPort();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void dripHead(NetSocket socket) {
        var next = new AtomicLong();
        socket.write(OK.substring(0, 1));
        long timer = receiver.vertx().setPeriodic(1000, tick -> {
            int at = (int) next.incrementAndGet();
            socket.write(OK.substring(at, at + 1));
        });
        socket.closeHandler(closed -> receiver.vertx().cancelTimer(timer));
    }

    private static void pump(HttpServerResponse response, Buffer chunk, AtomicLong written) {
        while (!response.closed() && !response.writeQueueFull() && written.get() < GIGABYTE) {
            written.addAndGet(chunk.length());
            response.write(chunk);
        }
        response.drainHandler(drained -> pump(response, chunk, written));
    }
}
