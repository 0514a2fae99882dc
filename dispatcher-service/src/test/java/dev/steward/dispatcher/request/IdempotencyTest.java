package dev.steward.dispatcher.request;

import static dev.steward.dispatcher.Api.as;
import static dev.steward.dispatcher.Api.enqueue;
import static dev.steward.dispatcher.Api.enqueued;
import static dev.steward.dispatcher.Api.request;
import static dev.steward.dispatcher.request.Callers.together;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.LoopOff;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class IdempotencyTest {
    private static final String URI = "http://127.0.0.1:1/hook";
    private static final String PATH = "/internal/v1/requests";

    @InjectStores
    Stores stores;

    @Test
    void answersARepetitionWithTheSame() {
        JsonObject asked = request(URI).put("idempotencyKey", "order-1");
        String first = enqueue(asked).statusCode(201).extract().asString();

        enqueue(asked).statusCode(200).body(equalTo(first));
        as("service").header("Idempotency-Key", "order-1").body(request(URI).encodePrettily()).post(PATH)
                .then().statusCode(200).body(equalTo(first));
        as("service").header("Idempotency-Key", "order-1").body(asked.encode()).post(PATH)
                .then().statusCode(200).body(equalTo(first));
        assertEquals("1", Db.text(stores, "SELECT count(*) FROM dispatcher.task"));
    }

    @Test
    void refusesAKeyThatStandsForSomethingElse() {
        enqueue(request(URI).put("idempotencyKey", "order-1")).statusCode(201);

        enqueue(request(URI).put("idempotencyKey", "order-1").put("body", "other"))
                .statusCode(422).body("type", is("urn:steward:problem:idempotency-key-reused"));
        assertEquals("1", Db.text(stores, "SELECT count(*) FROM dispatcher.request"));
    }

    @Test
    void refusesKeysThatDisagreeOrAreNone() {
        as("service").header("Idempotency-Key", "a").body(request(URI).put("idempotencyKey", "b").encode()).post(PATH)
                .then().statusCode(400);
        enqueue(request(URI).put("idempotencyKey", "")).statusCode(400).body("errors[0].field", is("idempotencyKey"));
        enqueue(request(URI).put("idempotencyKey", "x".repeat(256))).statusCode(400);
        enqueue(request(URI).put("idempotencyKey", "a b")).statusCode(400);
    }

    @Test
    void letsExactlyOneOfManyWithTheSameKeyIn() {
        for (int round = 0; round < 5; round++) {
            String body = request(URI).put("idempotencyKey", "race-" + round).encode();
            List<Response> answers = together(8, i -> as("service").body(body).post(PATH));

            assertEquals(1, answers.stream().filter(answer -> answer.statusCode() == 201).count());
            assertEquals(7, answers.stream().filter(answer -> answer.statusCode() == 200).count());
            assertEquals(1, answers.stream().map(Response::asString).distinct().count());
        }
        assertEquals("5", Db.text(stores, "SELECT count(*) FROM dispatcher.task"));
    }

    @Test
    void forgetsAKeyAfterADay() {
        String first = enqueued(request(URI).put("idempotencyKey", "order-1"));
        Db.run(stores, "UPDATE dispatcher.idempotency_key SET created_at = now() - interval '24 hours'");

        String second = enqueued(request(URI).put("idempotencyKey", "order-1").put("body", "other"));
        assertNotEquals(first, second);
        enqueue(request(URI).put("idempotencyKey", "order-1").put("body", "other")).statusCode(200).body("id", is(second));
    }

    @Test
    void knowsARepetitionAlsoOnceItHasExpired() {
        Instant soon = Instant.now().plusSeconds(2);
        JsonObject asked = request(URI).put("idempotencyKey", "order-1").put("expireAt", soon.toString());
        String first = enqueued(asked);
        await().until(() -> Instant.now().isAfter(soon));

        enqueue(asked).statusCode(200).body("id", is(first));
        enqueue(asked.copy().put("idempotencyKey", "order-2")).statusCode(422);
    }
}
