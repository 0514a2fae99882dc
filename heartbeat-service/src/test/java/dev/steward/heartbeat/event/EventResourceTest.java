package dev.steward.heartbeat.event;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithStores("heartbeat")
class EventResourceTest {
    @InjectStores
    Stores stores;

    @Test
    void answersForEachItemInItsOrder() {
        String body = batch(
                item("e1", "order.placed", "{\"kind\": \"web\"}"),
                item("e2", "order.placed", "{\"kind\": \"pigeon\"}"),
                item("e1", "order.placed", "{\"kind\": \"manual\"}"),
                "17",
                item("e3", "newsletter.opened", "{}"));
        post(body).statusCode(200)
                .body("results.status", contains("accepted", "rejected", "duplicate", "rejected", "accepted"))
                .body("results.id", contains("e1", "e2", "e1", null, "e3"))
                .body("results[1].reason", is("data.kind must be web, platform or manual"));

        post(body).statusCode(200)
                .body("results.status", contains("duplicate", "rejected", "duplicate", "rejected", "duplicate"));
    }

    @Test
    void takesFiveHundredAtOnceAndNoMore() {
        post(batch(items(500))).statusCode(200)
                .body("results.size()", is(500))
                .body("results.status", everyItem(is("accepted")));
        post(batch(items(501))).statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:steward:problem:validation-failed"))
                .body("errors.field", hasItem("events"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"events\": []}", "{\"events\": null}", "{\"events\": 1}", "null", ""})
    void refusesWhatIsNoBatch(String body) {
        post(body).statusCode(400).contentType("application/problem+json")
                .body("type", is("urn:steward:problem:validation-failed"));
    }

    @Test
    void refusesAnotherVersion() {
        post("{\"schema\": \"pulse.events/2\", \"events\": [" + item("e1", "a", "{}") + "]}")
                .statusCode(422)
                .body("type", is("urn:steward:problem:unsupported-schema"))
                .body("supported", contains("pulse.events/1"));
    }

    @Test
    void takesAUserWhoWasSeenForActive() {
        post(batch(item("e1", "user.seen", "{\"userId\": \"user-1\"}"), item("e2", "user.seen", "{}"))).statusCode(200);

        assertEquals(1L, stores.valkey("ZCARD", "heartbeat:online:customers"));
    }

    private static ValidatableResponse post(String body) {
        return given().auth().oauth2(TestTokens.token("shop", "service")).contentType("application/json").body(body)
                .post("/internal/v1/events").then();
    }

    private static String[] items(int number) {
        return IntStream.range(0, number).mapToObj(i -> item("e" + i, "search.performed", "{\"q\": \"lamp\"}"))
                .toArray(String[]::new);
    }

    private static String batch(String... items) {
        return "{\"schema\": \"pulse.events/1\", \"events\": [" + IntStream.range(0, items.length).mapToObj(i -> items[i])
                .collect(Collectors.joining(",")) + "]}";
    }

    private static String item(String id, String type, String data) {
        return "{\"id\": \"%s\", \"type\": \"%s\", \"occurredAt\": \"%s\", \"data\": %s}".formatted(id, type, Instant.now(),
                data);
    }
}
