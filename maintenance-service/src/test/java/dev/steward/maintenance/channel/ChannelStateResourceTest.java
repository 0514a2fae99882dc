package dev.steward.maintenance.channel;

import static dev.steward.maintenance.Calls.admin;
import static dev.steward.maintenance.Calls.forgetOtherTests;
import static dev.steward.maintenance.Calls.problem;
import static dev.steward.maintenance.Calls.schedule;
import static io.restassured.RestAssured.given;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithStores("maintenance")
class ChannelStateResourceTest {
    @BeforeEach
    void settle() {
        forgetOtherTests();
    }

    @Test
    void tellsTheStateToAnyone() {
        given().get("/v1/channels/api/state").then().statusCode(200).header("ETag", notNullValue())
                .body("channel", is("api")).body("state", is("ONLINE"));
        given().get("/v1/channels/moon/state").then().statusCode(422).body("type", is(problem("unknown-channel")));
    }

    @Test
    void answersAtOnceWhenTheStateIsNotTheKnownOne() {
        Instant begun = Instant.now();
        poll("\"another\"", 30).then().statusCode(200).body("state", is("ONLINE"));
        given().get("/v1/channels/api/state?wait=30").then().statusCode(200);
        assertTrue(Duration.between(begun, Instant.now()).toSeconds() < 10);
    }

    @Test
    void waitsForAsLongAsAskedAndSaysThatNothingHasChanged() {
        String known = etag();
        Instant begun = Instant.now();
        Response answer = poll(known, 1);
        assertEquals(304, answer.statusCode());
        assertEquals(known, answer.header("ETag"));
        assertEquals("", answer.asString());
        assertTrue(Duration.between(begun, Instant.now()).toMillis() >= 1_000);
        assertEquals(304, poll(known, 0).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/%s", "\"another\", %s", "W/\"another\",W/%s", "*"})
    void knowsTheStateHoweverItsTagIsWritten(String header) {
        assertEquals(304, poll(header.formatted(etag()), 0).statusCode());
    }

    @Test
    void wakesUpWithAChange() throws Exception {
        try (ExecutorService waiting = Executors.newFixedThreadPool(5)) {
            String known = etag();
            List<CompletableFuture<Response>> polls = List.of(1, 2, 3, 4, 5).stream()
                    .map(i -> supplyAsync(() -> poll(known, 60), waiting)).toList();
            admin().body("{\"channels\":[\"partner\"]}").put("/v1/offline").then().statusCode(200);
            admin().body("{\"channels\":[\"api\"],\"message\":\"Moving\"}").put("/v1/offline").then().statusCode(200);
            for (CompletableFuture<Response> poll : polls) {
                poll.get(20, SECONDS).then().statusCode(200).header("ETag", not(known)).body("state", is("OFFLINE"))
                        .body("message", is("Moving"));
            }
        }
    }

    @Test
    void anotherChannelsChangeIsNone() {
        String known = etag();
        admin().body("{\"channels\":[\"partner\"]}").put("/v1/offline").then().statusCode(200);
        assertEquals(304, poll(known, 0).statusCode());
    }

    @Test
    void wakesUpAtAnEdgeThatNobodyTouches() {
        Instant start = Instant.now().plusSeconds(1);
        schedule("{\"channels\":[\"api\"],\"startsAt\":\"%s\",\"backOnlineAt\":\"%s\"}".formatted(start, start.plusSeconds(1)));
        String ahead = etag();
        Response closed = poll(ahead, 30);
        closed.then().statusCode(200).body("state", is("OFFLINE"));
        assertNotEquals(ahead, closed.header("ETag"));
        poll(closed.header("ETag"), 30).then().statusCode(200).body("state", is("ONLINE"));
        Instant over = start.plusSeconds(1);
        assertTrue(!Instant.now().isBefore(over) && Instant.now().isBefore(over.plusSeconds(10)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "61", "long"})
    void waitsAMinuteAtMost(String wait) {
        given().get("/v1/channels/api/state?wait=" + wait).then().statusCode(400).contentType("application/problem+json");
    }

    private static String etag() {
        return given().get("/v1/channels/api/state").then().statusCode(200).extract().header("ETag");
    }

    private static Response poll(String known, int seconds) {
        return given().header("If-None-Match", known).get("/v1/channels/api/state?wait=" + seconds);
    }
}
