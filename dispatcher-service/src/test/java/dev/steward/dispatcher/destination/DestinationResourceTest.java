package dev.steward.dispatcher.destination;

import static dev.steward.dispatcher.Api.as;
import static dev.steward.dispatcher.Api.enqueued;
import static dev.steward.dispatcher.Api.request;
import static dev.steward.dispatcher.Api.stateOf;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.LogLines;
import dev.steward.dispatcher.Receiver;
import dev.steward.dispatcher.target.Target;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithStores("dispatcher")
class DestinationResourceTest {
    private static final String URI = "http://receiver.invalid/hook";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @InjectStores
    Stores stores;

    @Test
    void tellsWhatWaitsForEachAndItsLimits() {
        paused("http://one.invalid", "http://two.invalid", URI);
        Db.tasks(stores, URI, 3, 100);
        Db.run(stores, "UPDATE dispatcher.destination SET concurrency = 4 WHERE origin LIKE '%receiver%'");

        list("q=RECEIVER").body("items.size()", is(1)).body("items[0].origin", is("http://receiver.invalid:80"))
                .body("items[0].pending", is(3)).body("items[0].inFlight", is(0)).body("items[0].paused", is(true))
                .body("items[0].concurrency", is(4)).body("items[0].concurrencyInForce", is(4))
                .body("items[0].oldestDueAgeSeconds.intValue() >= 100", is(true));
        list("q=one").body("items[0].concurrency", nullValue()).body("items[0].concurrencyInForce", is(16))
                .body("items[0].containsKey('concurrency')", is(true)).body("items[0].oldestDueAgeSeconds", is(0.0f));
        list("q=_ne").body("items.size()", is(0));
        list("q=").body("items.origin", containsInAnyOrder("http://one.invalid:80", "http://two.invalid:80",
                "http://receiver.invalid:80")).body("nextCursor", nullValue());
    }

    @Test
    void listsPageByPage() {
        paused("http://a.invalid", "http://b.invalid", "http://c.invalid");
        Set<String> seen = new HashSet<>();
        String cursor = "";
        for (int page = 0; page < 3; page++) {
            var answer = list("limit=1" + cursor).body("items.size()", is(1)).extract().jsonPath();
            seen.add(answer.getString("items[0].origin"));
            cursor = "&cursor=" + answer.getString("nextCursor");
        }
        assertEquals(3, seen.size());
        assertEquals("&cursor=null", cursor);
    }

    @Test
    void aPausedDestinationGetsNothingUntilItGoesOn() {
        try (var receiver = new Receiver()) {
            UUID id = paused(receiver.url());
            String request = enqueued(request(receiver.url()));
            await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> receiver.log().isEmpty());

            change(id, "{'paused': false}").statusCode(200).body("paused", is(false)).body("pending", is(1));
            await().atMost(PATIENCE).until(() -> stateOf(request).equals("DELIVERED"));
        }
    }

    @Test
    void changesWhatIsNamedAndWritesDownWho() {
        UUID id = paused(URI);
        try (var log = new LogLines()) {
            change(id, "{'concurrency': 4}").statusCode(200).body("concurrency", is(4)).body("paused", is(true));
            assertTrue(log.contains("tester changed destination http://receiver.invalid:80: "
                    + "Setting[paused=true, concurrency=4], before Setting[paused=true, concurrency=null]"), log.toString());
        }
        change(id, "{'paused': false}").statusCode(200).body("concurrency", is(4)).body("paused", is(false));
        change(id, "{}").statusCode(200).body("concurrency", is(4));
        change(id, "{'concurrency': null}").statusCode(200).body("concurrency", nullValue()).body("concurrencyInForce", is(16));
        as("admin").contentType("application/merge-patch+json").body("{\"paused\": true}").patch("/v1/destinations/" + id)
                .then().statusCode(200).body("paused", is(true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'pause': true}         | pause is unknown; there are concurrency, paused.
            {'rate': 3}             | rate is unknown; there are concurrency, paused.
            {'paused': null}        | paused must be true or false.
            {'paused': 'yes'}       | paused must be true or false.
            {'concurrency': 0}      | concurrency must be a number from 1 to 1000.
            {'concurrency': 1001}   | concurrency must be a number from 1 to 1000.
            {'concurrency': '4'}    | concurrency must be a number from 1 to 1000.
            []                      | The body must be a JSON object.""")
    void refusesWhatItDoesNotUnderstand(String body, String detail) {
        UUID id = paused(URI);

        change(id, body).statusCode(400).contentType("application/problem+json").body("detail", is(detail));

        assertEquals("t", Db.text(stores, "SELECT paused AND concurrency IS NULL FROM dispatcher.destination"));
    }

    @Test
    void knowsNoOtherDestinations() {
        change(UUID.randomUUID(), "{'paused': true}").statusCode(404)
                .body("type", is("urn:steward:problem:destination-not-found"));
        as("operator").get("/v1/destinations?cursor=nonsense").then().statusCode(400);
        as("operator").get("/v1/destinations?limit=501").then().statusCode(400);
    }

    private UUID paused(String... uris) {
        UUID last = null;
        for (String uri : uris) {
            Target target = Target.of(uri);
            last = target.destinationId();
            Db.run(stores, "INSERT INTO dispatcher.destination (id, origin, paused) VALUES (?, ?, true)", last,
                    target.origin());
        }
        return last;
    }

    private static ValidatableResponse list(String query) {
        return as("operator").get("/v1/destinations?" + query).then().statusCode(200);
    }

    private static ValidatableResponse change(UUID id, String body) {
        return as("admin").body(body.replace('\'', '"')).patch("/v1/destinations/" + id).then();
    }
}
