package dev.steward.maintenance.window;

import static dev.steward.maintenance.Calls.active;
import static dev.steward.maintenance.Calls.admin;
import static dev.steward.maintenance.Calls.atOnce;
import static dev.steward.maintenance.Calls.in;
import static dev.steward.maintenance.Calls.problem;
import static dev.steward.maintenance.Calls.schedule;
import static dev.steward.maintenance.Calls.scheduled;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.maintenance.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithStores("maintenance")
class WindowChangeTest {
    @InjectStores
    Stores stores;

    @BeforeEach
    void settle() {
        Database.started(stores);
    }

    @Test
    void aChangeNamesTheVersionThatItIsMeantFor() {
        String id = scheduled();
        admin().body("{\"message\":\"One\"}").patch("/v1/windows/" + id).then().statusCode(428)
                .body("type", is(problem("precondition-required")));
        patch(id, "\"2\"", "{\"message\":\"One\"}").statusCode(412).body("type", is(problem("precondition-failed")))
                .body("version", is(1));
        patch(id, "W/\"1\"", "{\"message\":\"One\"}").statusCode(412);
        patch(id, "1", "{\"message\":\"One\"}").statusCode(412);
        patch(id, "\"1\"", "{\"message\":\"One\"}").statusCode(200).header("ETag", is("\"2\"")).body("version", is(2));
        patch(id, "\"7\", \"2\"", "{\"message\":\"Two\"}").statusCode(200).header("ETag", is("\"3\""));
        patch(id, "*", "{\"message\":\"Three\"}").statusCode(200).header("ETag", is("\"4\"")).body("message", is("Three"));
    }

    @Test
    void ofTwoOperatorsWhoExtendAtOnceOneLearnsOfTheOther() throws Exception {
        String id = active();
        for (int round = 1; round <= 10; round++) {
            String version = "\"%d\"".formatted(round);
            var minutes = new AtomicInteger(round * 10);
            List<Integer> answers = atOnce(2, () -> patch(id, version, "{\"backOnlineAt\":\"%s\"}"
                    .formatted(in(minutes.incrementAndGet()))).extract().statusCode());
            assertEquals(List.of(200, 412), answers.stream().sorted().toList());
        }
        admin().get("/v1/windows/" + id).then().body("version", is(11));
    }

    @Test
    void whatIsLeftOutStaysAndNullTakesAway() {
        Instant back = in(90);
        String id = schedule("{\"channels\":[\"api\"],\"backOnlineAt\":\"%s\",\"message\":\"Moving\"}".formatted(back))
                .extract().path("id");
        patch(id, "*", "{}").statusCode(200).header("ETag", is("\"1\"")).body("backOnlineAt", is(back.toString()))
                .body("message", is("Moving"));
        patch(id, "*", "{\"message\":null}").statusCode(200).body("message", nullValue())
                .body("backOnlineAt", is(back.toString()));
        patch(id, "*", "{\"backOnlineAt\":null,\"message\":\"Back\"}").statusCode(200).body("message", is("Back"))
                .body("backOnlineAt", nullValue());
        patch(id, "*", "{\"message\":\"\"}").statusCode(200).body("message", nullValue());
        patch(id, "*", "{\"backOnlineAt\":\"%s\",\"endPolicy\":\"AUTOMATIC\"}".formatted(back)).statusCode(200)
                .body("endPolicy", is("AUTOMATIC"));
        patch(id, "*", "{\"backOnlineAt\":null}").statusCode(422).body("type", is(problem("time-required")));
    }

    @Test
    void aMergePatchIsTakenAndUnknownMembersAreIgnored() {
        String id = scheduled();
        admin().contentType("application/merge-patch+json").header("If-Match", "\"1\"")
                .body("{\"message\":\"Merged\",\"colour\":\"red\"}").patch("/v1/windows/" + id).then().statusCode(200)
                .body("message", is("Merged"));
        admin().contentType("text/plain").header("If-Match", "*").body("x").patch("/v1/windows/" + id).then().statusCode(415);
    }

    @Test
    void aWindowAheadIsMovedToOtherTimesAndChannels() {
        String id = scheduled();
        Instant start = in(30);
        patch(id, "*", "{\"channels\":[\"api\",\"storefront\"],\"startsAt\":\"%s\",\"backOnlineAt\":\"%s\"}"
                .formatted(start, in(40))).statusCode(200).body("channels.channel", equalTo(List.of("api", "storefront")))
                .body("channels.startsAt", equalTo(List.of(start.toString(), start.toString())));
        given().get("/v1/status").then().body("channels.state", equalTo(List.of("SCHEDULED", "ONLINE", "SCHEDULED")));
        refused(patch(id, "*", "{\"startsAt\":\"2001-01-01T00:00:00Z\"}"), 422, "time-past");
        refused(patch(id, "*", "{\"startsAt\":null}"), 400, "validation-failed");
        refused(patch(id, "*", "{\"startsAt\":\"%s\"}".formatted(in(50))), 422, "range-inverted");
        refused(patch(id, "*", "{\"backOnlineAt\":\"%s\"}".formatted(in(20))), 422, "range-inverted");
        refused(patch(id, "*", "{\"backOnlineAt\":\"9999-01-01T00:00:00Z\"}"), 422, "time-too-far");
        refused(patch(id, "*", "{\"channels\":[\"moon\"]}"), 422, "unknown-channel");
        refused(patch(id, "*", "{\"message\":\"<b>\"}"), 400, "validation-failed");
    }

    @Test
    void aStartThatHasComeIsNotMoved() {
        String id = active();
        refused(patch(id, "*", "{\"startsAt\":\"%s\"}".formatted(in(30))), 409, "window-started");
        refused(patch(id, "*", "{\"channels\":[\"api\"]}"), 409, "window-started");
        refused(admin().post("/v1/windows/" + id + "/cancel").then(), 409, "window-started");
    }

    @Test
    void whatIsOverIsNotChanged() {
        String ended = active();
        admin().post("/v1/windows/" + ended + "/end").then().statusCode(200);
        refused(patch(ended, "*", "{\"message\":\"Late\"}"), 409, "window-over");
        refused(admin().post("/v1/windows/" + ended + "/cancel").then(), 409, "window-over");
        String cancelled = scheduled();
        admin().post("/v1/windows/" + cancelled + "/cancel").then().statusCode(200);
        refused(patch(cancelled, "*", "{\"message\":\"Late\"}"), 409, "window-over");
    }

    @Test
    void aWindowIsEndedChannelByChannelAndTwiceIsFine() {
        String id = active();
        step(id, "end", "{\"channels\":[\"api\"]}").statusCode(200).header("ETag", is("\"2\"")).body("state", is("ACTIVE"))
                .body("channels.state", equalTo(List.of("ENDED", "ACTIVE"))).body("channels[0].endedAt", notNullValue());
        given().get("/v1/status").then().body("channels.state", equalTo(List.of("ONLINE", "OFFLINE", "ONLINE")));
        step(id, "end", "{\"channels\":[\"api\"]}").statusCode(200).header("ETag", is("\"2\""));
        step(id, "end", "{\"channels\":[],\"colour\":\"red\"}").statusCode(200).header("ETag", is("\"3\""))
                .body("state", is("ENDED"));
        admin().post("/v1/windows/" + id + "/end").then().statusCode(200).header("ETag", is("\"3\""));
        given().get("/v1/status").then().body("channels.state", equalTo(List.of("ONLINE", "ONLINE", "ONLINE")));
    }

    @Test
    void aWindowIsCalledOffChannelByChannelAndTwiceIsFine() {
        String id = scheduled();
        step(id, "cancel", "{\"channels\":[\"api\"]}").statusCode(200).body("state", is("SCHEDULED"))
                .body("channels.state", equalTo(List.of("CANCELLED", "SCHEDULED")))
                .body("channels[0].cancelledAt", notNullValue());
        given().get("/v1/status").then().body("channels.state", equalTo(List.of("ONLINE", "SCHEDULED", "ONLINE")));
        step(id, "cancel", "{\"channels\":[\"api\"]}").statusCode(200).header("ETag", is("\"2\""));
        step(id, "cancel", "{}").statusCode(200).header("ETag", is("\"3\"")).body("state", is("CANCELLED"));
        admin().post("/v1/windows/" + id + "/cancel").then().statusCode(200).header("ETag", is("\"3\""));
        given().get("/v1/status").then().body("channels.state", equalTo(List.of("ONLINE", "ONLINE", "ONLINE")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"end", "cancel"})
    void anEndOrACancellationMayNameTheVersionAndKnownChannels(String step) {
        String id = step.equals("end") ? active() : scheduled();
        admin().header("If-Match", "\"7\"").post("/v1/windows/" + id + "/" + step).then().statusCode(412);
        refused(step(id, step, "{\"channels\":[\"storefront\"]}"), 422, "channel-not-covered");
        refused(step(id, step, "{\"channels\":[\"moon\"]}"), 422, "unknown-channel");
        admin().header("If-Match", "\"1\"").post("/v1/windows/" + id + "/" + step).then().statusCode(200);
    }

    @Test
    void aWindowAheadIsNotEnded() {
        refused(admin().post("/v1/windows/" + scheduled() + "/end").then(), 409, "window-not-started");
    }

    @Test
    void whatChangesNothingIsNoRevision() {
        String id = active();
        long before = Database.revision(stores);
        patch(id, "*", "{}").statusCode(200);
        step(id, "end", "{}").statusCode(200);
        step(id, "end", "{}").statusCode(200);
        refused(patch(id, "*", "{\"message\":\"Late\"}"), 409, "window-over");
        assertEquals(before + 1, Database.revision(stores));
    }

    private static ValidatableResponse patch(String id, String ifMatch, String body) {
        return admin().header("If-Match", ifMatch).body(body).patch("/v1/windows/" + id).then();
    }

    private static ValidatableResponse step(String id, String step, String body) {
        return admin().body(body).post("/v1/windows/" + id + "/" + step).then();
    }

    private static void refused(ValidatableResponse answer, int status, String code) {
        answer.statusCode(status).contentType("application/problem+json").body("type", is(problem(code)));
    }
}
