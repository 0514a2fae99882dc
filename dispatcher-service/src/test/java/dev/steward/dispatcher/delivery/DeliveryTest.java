package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.Api.as;
import static dev.steward.dispatcher.Api.enqueued;
import static dev.steward.dispatcher.Api.request;
import static dev.steward.dispatcher.Api.stateOf;
import static dev.steward.dispatcher.Api.view;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Receiver;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithStores("dispatcher")
class DeliveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void deliversWhatWasEnqueued() {
        receiver.answering(request -> request.response().setStatusCode(202).end("thank you"));
        String id = enqueued(request(receiver.url() + "/hook").put("successCode", 202).put("attemptLimit", 7)
                .put("attemptIntervalSeconds", 5));

        awaitState(id, "DELIVERED");
        JsonPath view = view(id);
        assertEquals("Answered 202.", view.getString("reason"));
        assertEquals(1, view.getInt("attempts.size()"));
        assertEquals(202, view.getInt("attempts[0].status"));
        assertEquals("thank you", view.getString("attempts[0].responseExcerpt"));
        assertEquals(new JsonObject()
                .put("request", "a.b.c")
                .put("__task", new JsonObject()
                        .put("createdAt", view.getString("createdAt"))
                        .put("attempt", new JsonObject().put("number", 1).put("limit", 7).put("interval", 5))),
                receiver.only().json());
    }

    @Test
    void carriesTheCallersTraceOn() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String id = as("service").header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body(request(receiver.url()).encode()).post("/internal/v1/requests").then().statusCode(201).extract()
                .path("id");

        awaitState(id, "DELIVERED");
        assertEquals(trace, view(id).getString("traceId"));
        assertTrue(receiver.only().headers().get("traceparent").startsWith("00-" + trace + "-"));
    }

    @Test
    void triesAgainByTheIntervalUntilItSucceeds() {
        receiver.answering(500, 503, 200);
        String id = enqueued(request(receiver.url()).put("attemptIntervalSeconds", 1));

        awaitState(id, "DELIVERED");
        assertEquals(List.of(1, 2, 3), numbers());
        assertEquals(List.of(500, 503, 200), view(id).getList("attempts.status"));
        for (int i = 1; i < 3; i++) {
            assertTrue(pause(i).toMillis() >= 1000, pause(i).toString());
        }
    }

    @Test
    void waitsLongerFromAttemptToAttemptByItsBackoff() {
        receiver.answering(500, 500, 200);
        String id = enqueued(request(receiver.url()).put("attemptIntervalSeconds", 1).put("backoff", "exponential"));

        awaitState(id, "DELIVERED");
        assertTrue(pause(1).toMillis() >= 1000, pause(1).toString());
        assertTrue(pause(2).toMillis() >= 2000, pause(2).toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503, 302})
    void waitsAsLongAsTheReceiverAsksFor(int status) {
        receiver.answering(request -> request.response().setStatusCode(receiver.log().size() == 1 ? status : 200)
                .putHeader("Retry-After", "3").end());
        String id = enqueued(request(receiver.url()).put("attemptIntervalSeconds", 1));

        awaitState(id, "DELIVERED");
        assertTrue(pause(1).toMillis() >= 3000, pause(1).toString());
    }

    @Test
    void expiresOnTimeHoweverLongTheReceiverAsksToWait() {
        receiver.answering(request -> request.response().setStatusCode(503).putHeader("Retry-After", "86400").end());
        String id = enqueued(request(receiver.url()).put("expireAt", Instant.now().plusSeconds(3).toString())
                .put("attemptLimit", 100));

        awaitState(id, "EXPIRED");
        receiver.only();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 418})
    void stopsAtAStopCode(int code) {
        receiver.answering(code);
        String id = enqueued(
                request(receiver.url()).put("stopCodes", new JsonArray().add(404)).put("attemptIntervalSeconds", 1));

        awaitState(id, "STOPPED");
        assertEquals("Answered " + code + ", a stop code.", view(id).getString("reason"));
        receiver.only();
    }

    @Test
    void failsWhenNoAttemptIsLeft() {
        receiver.answering(500);
        String id = enqueued(request(receiver.url()).put("attemptLimit", 2).put("attemptIntervalSeconds", 1));

        awaitState(id, "FAILED");
        assertEquals(List.of(1, 2), numbers());
        assertEquals("No attempt is left of 2; the last one: answered 500.", view(id).getString("reason"));
    }

    @Test
    void expiresOnTimeAlthoughTheNextAttemptIsFarAway() {
        receiver.answering(500);
        String id = enqueued(request(receiver.url()).put("expireAt", Instant.now().plusSeconds(4).toString())
                .put("attemptLimit", 100));

        awaitState(id, "EXPIRED");
        receiver.only();
        assertEquals("Expired after 1 attempts.", view(id).getString("reason"));
    }

    @Test
    void takesARefusedConnectionForAFailure() {
        receiver.close();
        String id = enqueued(request(receiver.url()).put("attemptLimit", 1));

        awaitState(id, "FAILED");
        assertTrue(view(id).getString("attempts[0].error").contains("Connection refused"));
    }

    @Test
    void givesUpOnAnExchangeAfterItsTimeout() {
        receiver.answering(request -> {
        });
        String id = enqueued(request(receiver.url()).put("attemptLimit", 1).put("httpTimeoutSeconds", 1));

        awaitState(id, "FAILED");
        assertEquals("no answer within 1 s", view(id).getString("attempts[0].error"));
    }

    @Test
    void deliversABatchOnceEachWithinTheDestinationsConcurrency() {
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        receiver.answering(request -> answerLater(request, atOnce, most));
        var batch = new JsonArray();
        for (int i = 0; i < 200; i++) {
            batch.add(request(receiver.url() + "/" + i));
        }
        as("service").body(batch.encode()).post("/internal/v1/requests:batch").then().statusCode(200);

        await().atMost(PATIENCE).until(() -> as("operator").get("/v1/queue").jsonPath().getInt("states.DELIVERED") == 200);
        assertEquals(200, receiver.log().stream().map(Receiver.Received::uri).distinct().count());
        assertEquals(200, receiver.log().size());
        assertTrue(most.get() <= 16, "at once: " + most);
    }

    @Test
    void letsNoDeadReceiverHoldUpAnother() {
        try (var dead = new Receiver().answering(request -> {
        })) {
            var batch = new JsonArray();
            for (int i = 0; i < 100; i++) {
                batch.add(request(dead.url() + "/" + i));
            }
            as("service").body(batch.encode()).post("/internal/v1/requests:batch").then().statusCode(200);
            await().atMost(PATIENCE).until(() -> dead.log().size() == 16);

            String id = enqueued(request(receiver.url()));
            await().atMost(Duration.ofSeconds(5)).until(() -> stateOf(id).equals("DELIVERED"));
        }
    }

    private static void awaitState(String id, String state) {
        await().atMost(PATIENCE).until(() -> stateOf(id).equals(state));
    }

    /** Between the arrival of an attempt, from 0, and the one before. */
    private Duration pause(int attempt) {
        return Duration.ofNanos(receiver.log().get(attempt).atNanos() - receiver.log().get(attempt - 1).atNanos());
    }

    private List<Integer> numbers() {
        return receiver.log().stream()
                .map(received -> received.json().getJsonObject("__task").getJsonObject("attempt").getInteger("number"))
                .toList();
    }

    private void answerLater(HttpServerRequest request, AtomicInteger atOnce, AtomicInteger most) {
        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        receiver.vertx().setTimer(20, fired -> {
            atOnce.decrementAndGet();
            request.response().end();
        });
    }
}
