package dev.steward.dispatcher.operations;

import static dev.steward.dispatcher.Api.as;
import static dev.steward.dispatcher.Api.enqueued;
import static dev.steward.dispatcher.Api.request;
import static dev.steward.dispatcher.Api.stateOf;
import static dev.steward.dispatcher.Api.view;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.Receiver;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithStores("dispatcher")
class OperationsResourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Receiver receiver = new Receiver();

    @InjectStores
    Stores stores;

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void showsNoSecretOfARequest() {
        String id = enqueued(request(receiver.url()).put("body", "secret.token.here"));
        awaitState(id, "DELIVERED");

        assertFalse(as("operator").get("/v1/requests/" + id).asString().contains("secret.token.here"));
    }

    @Test
    void listsNewestFirstPageByPage() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(enqueued(request(receiver.url() + "/" + i)));
        }
        var first = list("limit=2").body("items.id", is(ids.subList(0, 2))).extract().jsonPath();
        var second = list("limit=2&cursor=" + first.getString("nextCursor")).body("items.id", is(ids.subList(2, 4)))
                .extract().jsonPath();
        var last = list("limit=2&cursor=" + second.getString("nextCursor")).body("items.id", is(ids.subList(4, 5)));

        last.body("nextCursor", nullValue());
        assertEquals(true, last.extract().jsonPath().getMap("").containsKey("nextCursor"));
        assertNull(last.extract().path("items[0].attempts"));
    }

    @Test
    void findsByStateDestinationAndText() {
        receiver.answering(418);
        String stopped = enqueued(request(receiver.url() + "/a_b/100%25?x=in-the-query"));
        awaitState(stopped, "STOPPED");
        receiver.answering(500);
        String waiting = enqueued(request(receiver.url() + "/aXb"));
        await().atMost(PATIENCE).until(() -> view(waiting).getInt("attemptCount") == 1);

        list("state=STOPPED").body("items.id", is(List.of(stopped)));
        list("state=PENDING").body("items.id", is(List.of(waiting))).body("items[0].attemptCount", is(1));
        list("state=DELIVERED").body("items.id", is(List.of()));
        list("destination=" + receiver.url()).body("items.id", is(List.of(waiting, stopped)));
        list("destination=http://127.0.0.1:1").body("items.id", is(List.of()));
        list("q=A_B").body("items.id", is(List.of(stopped)));
        list("q=%2525").body("items.id", is(List.of(stopped)));
        list("q=in-the-query").body("items.id", is(List.of()));
        list("state=PENDING&q=axb&destination=" + receiver.url() + "/aXb").body("items.id", is(List.of(waiting)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=LOST", "limit=0", "limit=501", "limit=x", "cursor=abc", "cursor=*", "destination=nowhere",
            "destination=ftp://a"})
    void refusesAFilterThatIsNone(String query) {
        assertEquals(400, as("operator").get("/v1/requests?" + query).statusCode());
    }

    @Test
    void knowsNoOtherRequests() {
        String unknown = "/v1/requests/" + UUID.randomUUID();

        as("operator").get(unknown).then().statusCode(404).contentType("application/problem+json")
                .body("type", is("urn:steward:problem:request-not-found"));
        as("admin").post(unknown + "/retry").then().statusCode(404);
        as("admin").post(unknown + "/cancel").then().statusCode(404);
        as("admin").post(unknown + "/attempt").then().statusCode(404);
        as("operator").get("/v1/requests/nonsense").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void putsAFailedRequestBackWithAsManyAttemptsAgain() {
        receiver.answering(500);
        String id = enqueued(request(receiver.url()).put("attemptLimit", 1));
        awaitState(id, "FAILED");
        receiver.answering(200);

        as("admin").post("/v1/requests/" + id + "/retry").then().statusCode(200).body("attemptLimit", is(2));

        awaitState(id, "DELIVERED");
        assertEquals(List.of(1, 2), view(id).getList("attempts.number"));
        assertEquals(List.of(500, 200), view(id).getList("attempts.status"));
    }

    @Test
    void sendsAWaitingRequestNow() {
        receiver.answering(500, 200);
        String id = enqueued(request(receiver.url()).put("attemptIntervalSeconds", 3600));
        await().atMost(PATIENCE).until(() -> view(id).getInt("attemptCount") == 1);

        as("admin").post("/v1/requests/" + id + "/retry").then().statusCode(200);

        awaitState(id, "DELIVERED");
    }

    @Test
    void makesOneAttemptOfAWaitingRequestAndNoneOfAnEndedOne() {
        receiver.answering(500, 418);
        String id = enqueued(request(receiver.url()).put("attemptIntervalSeconds", 3600));
        await().atMost(PATIENCE).until(() -> view(id).getInt("attemptCount") == 1);

        as("admin").post("/v1/requests/" + id + "/attempt").then().statusCode(200);
        awaitState(id, "STOPPED");

        as("admin").post("/v1/requests/" + id + "/attempt").then().statusCode(409)
                .body("type", is("urn:steward:problem:request-settled")).body("detail", containsString("STOPPED"));
        assertEquals(2, receiver.log().size());
    }

    @Test
    void doesNotSendADeliveredOrExpiredRequestAgain() {
        String delivered = enqueued(request(receiver.url()));
        awaitState(delivered, "DELIVERED");
        as("admin").post("/v1/requests/" + delivered + "/retry").then().statusCode(409)
                .body("type", is("urn:steward:problem:request-settled"));

        receiver.answering(500);
        String expired = enqueued(request(receiver.url()).put("attemptLimit", 1));
        awaitState(expired, "FAILED");
        Db.run(stores, "UPDATE dispatcher.request SET expire_at = now() WHERE id = ?", UUID.fromString(expired));
        as("admin").post("/v1/requests/" + expired + "/retry").then().statusCode(409)
                .body("type", is("urn:steward:problem:request-expired"));
    }

    @Test
    void cancelsAWaitingRequest() {
        receiver.answering(500);
        String id = enqueued(request(receiver.url()).put("attemptIntervalSeconds", 3600));
        await().atMost(PATIENCE).until(() -> view(id).getInt("attemptCount") == 1);

        as("admin").post("/v1/requests/" + id + "/cancel").then().statusCode(200)
                .body("state", is("CANCELLED")).body("reason", is("Cancelled by tester."));
        as("admin").post("/v1/requests/" + id + "/cancel").then().statusCode(200);
        assertEquals("CANCELLED", stateOf(id));
    }

    @Test
    void letsNothingFollowAnAttemptThatWasCancelledUnderWay() {
        receiver.answering(request -> receiver.vertx().setTimer(1000, fired -> request.response().setStatusCode(500).end()));
        String id = enqueued(request(receiver.url()).put("attemptIntervalSeconds", 1));
        await().atMost(PATIENCE).until(() -> !receiver.log().isEmpty());
        assertEquals(true, view(id).getBoolean("inFlight"));

        as("admin").post("/v1/requests/" + id + "/cancel").then().statusCode(200).body("state", is("CANCELLED"));

        await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> receiver.log().size() == 1);
        assertEquals("CANCELLED", stateOf(id));
        assertEquals(0, view(id).getInt("attemptCount"));
    }

    @Test
    void doesNotCancelWhatHasEnded() {
        String id = enqueued(request(receiver.url()));
        awaitState(id, "DELIVERED");

        as("admin").post("/v1/requests/" + id + "/cancel").then().statusCode(409)
                .body("type", is("urn:steward:problem:request-settled"));
    }

    @Test
    void tellsHowTheQueueIs() {
        as("operator").get("/v1/queue").then().statusCode(200).body("pending", is(0)).body("oldestDueAgeSeconds", is(0.0f));

        receiver.answering(418);
        awaitState(enqueued(request(receiver.url())), "STOPPED");
        receiver.answering(500);
        awaitState(enqueued(request(receiver.url()).put("attemptLimit", 1)), "FAILED");
        String waiting = enqueued(request(receiver.url()));
        await().atMost(PATIENCE).until(() -> view(waiting).getInt("attemptCount") == 1);

        as("operator").get("/v1/queue").then().statusCode(200)
                .body("states.PENDING", is(1)).body("states.STOPPED", is(1)).body("states.FAILED", is(1))
                .body("states.DELIVERED", is(0)).body("states.EXPIRED", is(0)).body("states.CANCELLED", is(0))
                .body("pending", is(1)).body("failed", is(1)).body("inFlight", is(0));
        as("service").get("/internal/v1/queue").then().statusCode(200)
                .body("pending", is(1)).body("failed", is(1)).body("oldestDueAgeSeconds", is(0.0f)).body("size()", is(3));
    }

    @Test
    void tellsHowLongTheOldestHasBeenDue() {
        Db.task(stores, receiver.url(), 100);
        Db.run(stores, "UPDATE dispatcher.destination SET paused = true");

        double age = as("operator").get("/v1/queue").jsonPath().getDouble("oldestDueAgeSeconds");
        assertEquals(100, age, 20);
    }

    private static ValidatableResponse list(String query) {
        return as("operator").get("/v1/requests?" + query).then().statusCode(200);
    }

    private static void awaitState(String id, String state) {
        await().atMost(PATIENCE).until(() -> stateOf(id).equals(state));
    }
}
