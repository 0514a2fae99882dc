package dev.steward.dispatcher.request;

import static dev.steward.dispatcher.Api.as;
import static dev.steward.dispatcher.Api.enqueue;
import static dev.steward.dispatcher.Api.enqueued;
import static dev.steward.dispatcher.Api.request;
import static dev.steward.dispatcher.Api.view;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
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
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class RequestResourceTest {
    private static final String URI = "http://127.0.0.1:1/hook";
    private static final String PATH = "/internal/v1/requests";

    @InjectStores
    Stores stores;

    @Test
    void acceptsARequest() {
        var answer = enqueue(request(URI)).statusCode(201).contentType("application/json")
                .body("id", matchesPattern("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"))
                .body("state", is("PENDING"))
                .body("createdAt", matchesPattern("20.*Z"))
                .body("size()", is(4))
                .extract().jsonPath();

        assertEquals(answer.getString("createdAt"), answer.getString("nextAttemptAt"));
        assertEquals(answer.getString("createdAt"), view(answer.getString("id")).getString("createdAt"));
    }

    @Test
    void storesWhatItWasGivenAndTheDefaults() {
        var view = view(enqueued(request(URI + "?a=b").put("stopCodes", new JsonArray().add(404))));

        assertEquals("PENDING", view.getString("state"));
        assertEquals(URI + "?a=b", view.getString("uri"));
        assertEquals("http://127.0.0.1:1", view.getString("destination"));
        assertEquals(List.of(404, 418), view.getList("stopCodes"));
        assertEquals(1440, view.getInt("attemptLimit"));
        assertEquals(60, view.getInt("attemptIntervalSeconds"));
        assertEquals(30, view.getInt("httpTimeoutSeconds"));
    }

    @ParameterizedTest
    @CsvSource({"3600, 60, 60", "3601, 60, 61", "30, 60, 1", "1, 60, 1", "300, 10, 30", "86400, 60, 1440", "172800, 60, 2880"})
    void derivesTheAttemptLimitFromTheExpiry(int secondsLeft, int interval, int limit) {
        String id = enqueued(request(URI).put("expireAt", Instant.now().plusSeconds(secondsLeft).plusMillis(900).toString())
                .put("attemptIntervalSeconds", interval));

        // Whatever the test took: what counts is what the service stored.
        var view = view(id);
        Duration left = Duration.between(Instant.parse(view.getString("createdAt")), Instant.parse(view.getString("expireAt")));
        int expected = (int) Math.max(1, Math.ceil(left.toNanos() / 1e9 / interval));
        assertEquals(expected, view.getInt("attemptLimit"));
        assertEquals(limit, expected, 1);
    }

    @Test
    void keepsAnyTextThatJsonCanSay() {
        String body = "\"quotes\" \\ backslash \t\n {braces} 'single' ✓ \uD83D\uDE00 $1";
        enqueued(request(URI).put("body", body).put("headers", new JsonObject().put("X-A", "it's \"quoted\"")));

        assertEquals(body, Db.text(stores, "SELECT body FROM dispatcher.request"));
        assertEquals("it's \"quoted\"", Db.text(stores, "SELECT headers->>'X-A' FROM dispatcher.request"));
    }

    @Test
    void saysWhatIsWrongInAProblemDocument() {
        enqueue(request("nonsense").put("successCode", 99))
                .statusCode(400).contentType("application/problem+json")
                .body("type", is("urn:steward:problem:validation-failed"))
                .body("instance", is(PATH))
                .body("traceId", notNullValue())
                .body("errors.field", is(List.of("uri", "successCode")))
                .body("detail", containsString("uri must begin with http"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "uri                | 'http://192.168.0.1/'        | target-forbidden",
            "uri                | 'http://[fe80::1]/'          | target-forbidden",
            "uri                | 'http://[fe80::1%25eth0]/'   | target-forbidden",
            "uri                | 'http://[fe80::1%eth0]/'     | target-forbidden",
            "httpTimeoutSeconds | 121                          | timeout-too-long",
            "expireAt           | '2020-01-01T00:00:00Z'       | already-expired",
            "claims             | {'a': 1}                     | not-supported-yet",
            "scheme             | 'standard-webhooks'          | not-supported-yet",
            "orderingKey        | 'a'                          | not-supported-yet",
    })
    void answers422ForWhatCannotBeDone(String member, String value, String code) {
        enqueue(request(URI).mergeIn(new JsonObject("{\"" + member + "\": " + value.replace('\'', '"') + "}")))
                .statusCode(422).contentType("application/problem+json").body("type", is("urn:steward:problem:" + code));
    }

    @Test
    void boundsTheBody() {
        enqueued(request(URI).put("body", "x".repeat(256 * 1024)));

        enqueue(request(URI).put("body", "x".repeat(256 * 1024 + 1)))
                .statusCode(413).contentType("application/problem+json").body("type", is("urn:steward:problem:body-too-large"));
        enqueue(request(URI).put("body", "x".repeat(5 * 1024 * 1024)))
                .statusCode(413).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\"text\"", "{\"successCode\": \"many\"}", "{\"expireAt\": \"tomorrow\"}",
            "{\"headers\": [1]}", "{\"stopCodes\": 1.5}"})
    void answers400ForWhatItCannotRead(String body) {
        as("service").body(body).post(PATH).then().statusCode(400).contentType("application/problem+json");
    }

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

    @Test
    void takesABatchWithAResultForEach() {
        JsonObject keyed = request(URI).put("idempotencyKey", "order-1");
        String known = enqueued(keyed);
        var batch = new JsonArray().add(request(URI)).add(keyed).add(request("http://10.0.0.1"))
                .add(keyed.copy().put("body", "other")).add(request(URI).put("idempotencyKey", "new"))
                .add(request(URI).put("idempotencyKey", "new")).add(request("x"))
                .add(request("http://[fe80::1%25eth0]/"));

        var results = as("service").body(batch.encode()).post(PATH + ":batch").then().statusCode(200).extract().jsonPath();

        assertEquals(List.of(201, 200, 422, 422, 201, 200, 400, 422), results.getList("results.status"));
        assertEquals(known, results.getString("results[1].id"));
        assertEquals(results.getString("results[4].id"), results.getString("results[5].id"));
        assertEquals("urn:steward:problem:target-forbidden", results.getString("results[2].problem.type"));
        assertEquals("urn:steward:problem:idempotency-key-reused", results.getString("results[3].problem.type"));
        assertEquals("uri", results.getString("results[6].problem.errors[0].field"));
        assertEquals("3", Db.text(stores, "SELECT count(*) FROM dispatcher.task"));
    }

    @Test
    void takesAThousandAtOnceAndNoMore() {
        var batch = new JsonArray();
        for (int i = 0; i < 1000; i++) {
            batch.add(request("http://127.0.0.1:" + (1 + i % 50)).put("idempotencyKey", "key-" + i));
        }
        var results = as("service").body(batch.encode()).post(PATH + ":batch").then().statusCode(200).extract().jsonPath();
        assertEquals(1000, results.getList("results.id").stream().distinct().count());
        assertEquals("50", Db.text(stores, "SELECT count(*) FROM dispatcher.destination"));

        as("service").body(batch.add(request(URI)).encode()).post(PATH + ":batch").then().statusCode(400);
        as("service").body("[]").post(PATH + ":batch").then().statusCode(400);
        as("service").body("[null]").post(PATH + ":batch").then().statusCode(400);
        as("service").body("{}").post(PATH + ":batch").then().statusCode(400);
    }

    @Test
    void letsBatchesWithTheSameKeysInAnyOrderRace() {
        List<Response> answers = together(6, i -> {
            var keys = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
            Collections.shuffle(keys);
            var batch = new JsonArray();
            keys.forEach(key -> batch.add(request("http://127.0.0.1:" + (1 + key)).put("idempotencyKey", "key-" + key)));
            return as("service").body(batch.encode()).post(PATH + ":batch");
        });

        answers.forEach(answer -> assertEquals(200, answer.statusCode()));
        assertEquals(40, answers.stream().flatMap(answer -> answer.jsonPath().getList("results.status").stream())
                .filter(status -> status.equals(201)).count());
        assertEquals("40", Db.text(stores, "SELECT count(*) FROM dispatcher.task"));
    }

    private static List<Response> together(int callers, IntFunction<Response> call) {
        List<CompletableFuture<Response>> calls = IntStream.range(0, callers)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> call.apply(i), command -> new Thread(command).start()))
                .toList();
        return calls.stream().map(CompletableFuture::join).toList();
    }
}
