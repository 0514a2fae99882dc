package dev.steward.maintenance.window;

import static dev.steward.maintenance.Calls.active;
import static dev.steward.maintenance.Calls.admin;
import static dev.steward.maintenance.Calls.as;
import static dev.steward.maintenance.Calls.atOnce;
import static dev.steward.maintenance.Calls.in;
import static dev.steward.maintenance.Calls.problem;
import static dev.steward.maintenance.Calls.schedule;
import static dev.steward.maintenance.Calls.scheduled;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import dev.steward.maintenance.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithStores("maintenance")
class WindowResourceTest {
    @InjectStores
    Stores stores;

    @Test
    void aWindowIsScheduledAndReadAgain() {
        Instant start = in(60);
        Instant back = in(90);
        String id = schedule("{\"channels\":[\"api\"],\"startsAt\":\"%s\",\"backOnlineAt\":\"%s\",\"message\":\" Moving \"}"
                .formatted(start, back))
                .header("ETag", is("\"1\""))
                .body("state", is("SCHEDULED")).body("startsAt", is(start.toString())).body("backOnlineAt", is(back.toString()))
                .body("endPolicy", is("AUTOMATIC")).body("message", is("Moving")).body("version", is(1))
                .body("channels", equalTo(List.of(channel("api", "SCHEDULED", start))))
                .extract().path("id");
        as("operator").get("/v1/windows/" + id).then().statusCode(200).header("ETag", is("\"1\"")).body("id", is(id))
                .body("state", is("SCHEDULED")).body("overrun", is(false)).body("$", hasKey("backOnlineAt"));
        given().get("/v1/status").then().body("channels.find { it.channel == 'api' }.state", is("SCHEDULED"))
                .body("channels.find { it.channel == 'api' }.startsAt", is(start.toString()));
    }

    @Test
    void withoutAStartAWindowBeginsNowOnAllChannelsAndSomebodyMustEndIt() {
        schedule("{}").body("state", is("ACTIVE")).body("endPolicy", is("MANUAL")).body("backOnlineAt", nullValue())
                .body("channels.channel", equalTo(List.of("api", "partner", "storefront")));
        given().get("/v1/status").then().body("channels.state", equalTo(List.of("OFFLINE", "OFFLINE", "OFFLINE")));
    }

    @Test
    void aTimeWithAnotherOffsetIsTheSameMoment() {
        Instant start = in(60);
        schedule("{\"startsAt\":\"%s\",\"backOnlineAt\":\"%s\"}".formatted(
                start.atOffset(ZoneOffset.ofHours(2)), start.plusNanos(123_456_789)))
                .body("startsAt", is(start.toString()))
                .body("backOnlineAt", is(start.plusMillis(123).toString()));
    }

    @Test
    void whatIsNotKnownIsIgnored() {
        schedule("{\"channels\":[\"api\"],\"colour\":\"red\",\"window\":{\"id\":7}}").body("state", is("ACTIVE"));
    }

    @Test
    void aKeyMakesOneWindowHoweverOftenItIsSent() {
        String body = "{\"channels\":[\"api\",\"partner\"],\"startsAt\":\"%s\"}".formatted(in(60));
        Response first = post("once", body);
        assertEquals(201, first.statusCode());
        Response again = post("once", body.replace("[\"api\",\"partner\"]", "[ \"partner\", \"api\" ]"));
        assertEquals(200, again.statusCode());
        assertEquals(first.<String>path("id"), again.path("id"));
        assertEquals("\"1\"", again.header("ETag"));
        post("once", body.replace("partner", "storefront")).then().statusCode(422)
                .body("type", is(problem("idempotency-key-reused")));
        post("twice", body).then().statusCode(201);
        as("admin").header("Idempotency-Key", "once").body(body).post("/v1/windows").then().statusCode(201);
        assertEquals("3", Database.value(stores, "SELECT count(*) FROM maintenance.maintenance_window"));
    }

    @Test
    void aKeyStandsForItsWindowAlsoAfterThatHasChanged() {
        String body = "{\"channels\":[\"api\"]}";
        String id = post("kept", body).path("id");
        admin().post("/v1/windows/" + id + "/end").then().statusCode(200);
        post("kept", body).then().statusCode(200).body("id", is(id)).body("state", is("ENDED")).header("ETag", is("\"2\""));
    }

    @Test
    void aKeyIsForgottenAfterADay() throws Exception {
        post("old", "{\"channels\":[\"api\"]}").then().statusCode(201);
        Database.execute(stores, "UPDATE maintenance.idempotency SET created_at = now() - interval '25 hours'");
        post("old", "{\"channels\":[\"partner\"]}").then().statusCode(201);
        Database.execute(stores, "UPDATE maintenance.idempotency SET created_at = now() - interval '25 hours'");
        post("new", "{}").then().statusCode(201);
        assertEquals("new", Database.value(stores, "SELECT string_agg(key, ',') FROM maintenance.idempotency"));
    }

    @Test
    void theSameKeyAtTheSameMomentMakesOneWindow() throws Exception {
        String body = "{\"startsAt\":\"%s\"}".formatted(in(60));
        List<Response> answers = atOnce(6, () -> post("race", body));
        assertEquals("200,200,200,200,200,201", answers.stream().map(Response::statusCode).sorted().map(String::valueOf)
                .collect(joining(",")));
        Set<String> ids = new HashSet<>();
        answers.forEach(answer -> ids.add(answer.path("id")));
        assertEquals(1, ids.size());
        assertEquals("1", Database.value(stores, "SELECT count(*) FROM maintenance.event WHERE window_id IS NOT NULL"));
    }

    @Test
    void aKeyIsShortAndVisible() {
        for (String key : List.of("two words", "x".repeat(201))) {
            post(key, "{}").then().statusCode(400).body("type", is(problem("validation-failed")));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"channels":["moon"]}                                                        | 422 | unknown-channel
            {"startsAt":"2001-01-01T00:00:00Z"}                                          | 422 | time-past
            {"startsAt":"9999-01-01T00:00:00Z"}                                          | 422 | time-too-far
            {"startsAt":"+999999999-12-31T23:59:59Z"}                                    | 422 | time-too-far
            {"startsAt":"-999999999-01-01T00:00:00+18:00"}                               | 422 | time-past
            {"backOnlineAt":"9999-01-01T00:00:00Z"}                                      | 422 | time-too-far
            {"backOnlineAt":"2001-01-01T00:00:00Z"}                                      | 422 | range-inverted
            {"startsAt":"SOON","backOnlineAt":"SOON"}                                    | 422 | range-inverted
            {"startsAt":"LATER","backOnlineAt":"SOON"}                                   | 422 | range-inverted
            {"endPolicy":"AUTOMATIC"}                                                    | 422 | time-required
            {"startsAt":"SOON","endPolicy":"AUTOMATIC","backOnlineAt":null}              | 422 | time-required
            {"startsAt":null}                                                            | 400 | validation-failed
            {"startsAt":"tomorrow"}                                                      | 400 | validation-failed
            {"startsAt":"2030-01-01T00:00:00"}                                           | 400 | validation-failed
            {"startsAt":1893456000}                                                      | 400 | validation-failed
            {"startsAt":["2030-01-01T00:00:00Z"]}                                        | 400 | validation-failed
            {"message":7}                                                                | 400 | validation-failed
            {"message":["Moving"]}                                                       | 400 | validation-failed
            {"channels":"api"}                                                           | 400 | validation-failed
            {"endPolicy":"SOMETIMES"}                                                    | 400 | validation-failed
            []                                                                           | 400 | malformed-request
            {"channels":                                                                 | 400 | malformed-request
            """)
    void saysWhatIsWrong(String body, int status, String code) {
        admin().body(body.replace("SOON", in(60).toString()).replace("LATER", in(70).toString())).post("/v1/windows").then()
                .statusCode(status).contentType("application/problem+json").body("type", is(problem(code)));
        assertEquals("0", Database.value(stores, "SELECT count(*) FROM maintenance.maintenance_window"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>bold</b>", "</p>", "<!-- x -->", "<?php", "&lt;b&gt;", "&#60;", "&#x3c;", "bell \u0007",
            "nul \u0000", "escape \u001b[31m", "delete \u007f", "next line \u0085"})
    void aMessageIsPlainText(String message) {
        admin().body(Map.of("message", message)).post("/v1/windows").then().statusCode(400)
                .body("errors[0].field", is("message"));
        admin().body(Map.of("message", message)).put("/v1/offline").then().statusCode(400)
                .body("errors[0].field", is("message"));
    }

    @Test
    void aMessageHasTwoKibibytesAtMost() {
        schedule("{\"message\":\"%s\"}".formatted("x".repeat(2048))).body("message.length()", is(2048));
        schedule("{\"message\":\"%s\"}".formatted("é".repeat(1024))).body("message.length()", is(1024));
        schedule("{\"message\":\"Back at 5 < 6, R&D says\\n\\tthanks\"}").body("message",
                is("Back at 5 < 6, R&D says\n\tthanks"));
        for (String tooLong : List.of("x".repeat(2049), "é".repeat(1025), "😀".repeat(513))) {
            admin().body("{\"message\":\"%s\"}".formatted(tooLong)).post("/v1/windows").then().statusCode(400);
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String nobody = "/v1/windows/018f0000-0000-7000-8000-000000000000";
        admin().get(nobody).then().statusCode(404).body("type", is(problem("window-not-found")));
        admin().header("If-Match", "*").body("{}").patch(nobody).then().statusCode(404);
        admin().post(nobody + "/end").then().statusCode(404);
        admin().post(nobody + "/cancel").then().statusCode(404);
        admin().get("/v1/windows/seven").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void operatorsReadAdminsWriteAndNobodyElseDoesEither() {
        String id = active();
        String ahead = scheduled();
        for (String path : List.of("/v1/windows", "/v1/windows/" + id)) {
            given().get(path).then().statusCode(401);
            as("customer", "service").get(path).then().statusCode(403);
            as("operator").get(path).then().statusCode(200);
            as("admin").get(path).then().statusCode(200);
        }
        for (String role : List.of("", "operator", "service")) {
            int refused = role.isEmpty() ? 401 : 403;
            writer(role).body("{}").post("/v1/windows").then().statusCode(refused);
            writer(role).header("If-Match", "*").body("{}").patch("/v1/windows/" + id).then().statusCode(refused);
            writer(role).post("/v1/windows/" + id + "/end").then().statusCode(refused);
            writer(role).post("/v1/windows/" + ahead + "/cancel").then().statusCode(refused);
        }
        assertEquals("2", Database.value(stores, "SELECT count(*) FROM maintenance.event WHERE window_id IS NOT NULL"));
    }

    private static RequestSpecification writer(String role) {
        return role.isEmpty() ? given().contentType("application/json") : as(role);
    }

    private static Response post(String key, String body) {
        return given().auth().oauth2(TestTokens.token("alice", "admin")).contentType("application/json")
                .header("Idempotency-Key", key).body(body).post("/v1/windows");
    }

    private static Map<String, Object> channel(String name, String state, Instant startsAt) {
        Map<String, Object> channel = new HashMap<>(Map.of("channel", name, "state", state,
                "startsAt", startsAt.toString()));
        channel.put("endedAt", null);
        channel.put("cancelledAt", null);
        return channel;
    }
}
