package dev.steward.dispatcher.request;

import static dev.steward.dispatcher.Api.as;
import static dev.steward.dispatcher.Api.enqueue;
import static dev.steward.dispatcher.Api.enqueued;
import static dev.steward.dispatcher.Api.request;
import static dev.steward.dispatcher.Api.view;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.LoopOff;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
}
