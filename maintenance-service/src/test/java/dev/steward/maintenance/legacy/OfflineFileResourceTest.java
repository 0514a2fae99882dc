package dev.steward.maintenance.legacy;

import static dev.steward.maintenance.Calls.admin;
import static dev.steward.maintenance.Calls.as;
import static dev.steward.maintenance.Calls.atOnce;
import static dev.steward.maintenance.Calls.in;
import static dev.steward.maintenance.Calls.problem;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithStores("maintenance")
class OfflineFileResourceTest {
    private static final Instant WRITTEN = in(-30);

    @InjectStores
    Stores stores;

    @BeforeEach
    void settle() {
        Database.started(stores);
    }

    @Test
    void aFileBecomesOneWindowOnEveryChannelThatSomebodyMustEnd() {
        Instant back = in(30);
        String content = Long.toString(back.getEpochSecond());
        String id = take(content, WRITTEN).statusCode(201).body("state", is("ACTIVE")).body("endPolicy", is("MANUAL"))
                .body("backOnlineAt", is(back.toString())).body("overrun", is(false)).body("message", nullValue())
                .body("channels.channel", contains("api", "partner", "storefront"))
                .body("channels.startsAt", everyItem(is(WRITTEN.toString())))
                .extract().path("id");
        given().get("/v1/status").then().body("channels.state", everyItem(is("OFFLINE")))
                .body("channels.startedAt", everyItem(is(WRITTEN.toString())));
        take(content, WRITTEN).statusCode(200).body("id", is(id)).body("version", is(1));
        take(content + "\n", WRITTEN).statusCode(200).body("id", is(id));
        as("operator").get("/v1/events").then().body("items.action", contains("IMPORT")).body("items.actor", contains("alice"));
    }

    @Test
    void aTimeThatIsPastMeansOfflineAllTheSame() {
        Instant past = in(-5);
        String id = take(past.toString(), WRITTEN).statusCode(201).body("state", is("ACTIVE")).body("overrun", is(true))
                .extract().path("id");
        given().get("/v1/status").then().body("channels.state", everyItem(is("OFFLINE")))
                .body("channels.overrun", everyItem(is(true))).body("channels.estimated", everyItem(is(true)))
                .body("channels.backOnlineAt", everyItem(is(past.toString())));
        admin().delete("/v1/offline").then().statusCode(200).body("channels.state", everyItem(is("ONLINE")));
        take(past.toString(), WRITTEN).statusCode(200).body("id", is(id)).body("state", is("ENDED"));
        given().get("/v1/status").then().body("channels.state", everyItem(is("ONLINE")));
    }

    @Test
    void aWindowWhoseTimeIsOlderThanTheFileCanBeAnnouncedAnew() {
        String id = take(in(-40).toString(), WRITTEN).statusCode(201).extract().path("id");
        admin().body("{\"message\":\"Still moving\"}").put("/v1/offline").then().statusCode(200).body("id", is(id))
                .body("message", is("Still moving")).body("overrun", is(true));
        admin().header("If-Match", "*").body("{\"message\":\"Nearly\"}").patch("/v1/windows/" + id).then().statusCode(200);
        admin().body("{\"endPolicy\":\"AUTOMATIC\"}").put("/v1/offline").then().statusCode(422)
                .body("type", is(problem("time-past")));
        given().get("/v1/status").then().body("channels.state", everyItem(is("OFFLINE")));
    }

    @Test
    void anEmptyFileIsOfflineUntilFurtherNotice() {
        take("", WRITTEN).statusCode(201).body("backOnlineAt", nullValue()).body("state", is("ACTIVE"));
        take("", WRITTEN.plusSeconds(1)).statusCode(201);
        assertEquals("2", Database.value(stores, "SELECT count(*) FROM maintenance.offline_file"));
    }

    @Test
    void aTimeWithoutAnOffsetIsOfTheZoneThatIsNamed() {
        admin().body("{\"content\":\"2030-07-01 12:00\",\"modifiedAt\":\"%s\",\"zone\":\"Europe/Berlin\"}".formatted(WRITTEN))
                .post("/v1/offline-files").then().statusCode(201).body("backOnlineAt", is("2030-07-01T10:00:00Z"));
        take("2030-07-01 12:00", WRITTEN.minusSeconds(1)).statusCode(201).body("backOnlineAt", is("2030-07-01T12:00:00Z"));
    }

    @Test
    void aFileFromAFastClockHasBeenThereSinceNow() {
        take("", in(600)).statusCode(201).body("state", is("ACTIVE"));
    }

    @Test
    void severalWhoTakeItOverAtOnceMakeOneWindow() throws Exception {
        List<Integer> answers = atOnce(4, () -> take("", WRITTEN).extract().statusCode());
        assertEquals(List.of(200, 200, 200, 201), answers.stream().sorted().toList());
        assertEquals("1", Database.value(stores, "SELECT count(*) FROM maintenance.maintenance_window"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"content":"soon","modifiedAt":"2026-01-01T00:00:00Z"}                            | 422 | offline-file-unreadable
            {"content":"1\\u0000","modifiedAt":"2026-01-01T00:00:00Z"}                        | 422 | offline-file-unreadable
            {"content":"LONG","modifiedAt":"2026-01-01T00:00:00Z"}                            | 400 | validation-failed
            {"content":null,"modifiedAt":"2026-01-01T00:00:00Z"}                              | 400 | validation-failed
            {"content":""}                                                                    | 400 | validation-failed
            {"content":"","modifiedAt":"long ago"}                                            | 400 | validation-failed
            {"content":"","modifiedAt":"-9999-01-01T00:00:00Z"}                               | 400 | validation-failed
            {"content":"","modifiedAt":"2026-01-01T00:00:00Z","zone":"Moon/Tranquility"}      | 400 | validation-failed
            """)
    void saysWhatIsWrong(String body, int status, String code) {
        admin().body(body.replace("LONG", "1".repeat(201))).post("/v1/offline-files").then().statusCode(status)
                .body("type", is(problem(code)));
        assertEquals("0", Database.value(stores, "SELECT count(*) FROM maintenance.maintenance_window"));
    }

    @Test
    void onlyAdminsTakeItOver() {
        given().contentType("application/json").body("{}").post("/v1/offline-files").then().statusCode(401);
        as("operator", "service").body("{}").post("/v1/offline-files").then().statusCode(403);
    }

    private static ValidatableResponse take(String content, Instant modifiedAt) {
        return admin().body(Map.of("content", content, "modifiedAt", modifiedAt.toString()))
                .post("/v1/offline-files").then();
    }
}
