package dev.steward.maintenance.point;

import static dev.steward.maintenance.Calls.as;
import static dev.steward.maintenance.Calls.forgetOtherTests;
import static dev.steward.maintenance.Calls.problem;
import static dev.steward.maintenance.Calls.scheduled;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import dev.steward.maintenance.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithStores("maintenance")
class GatewayResourceTest {
    @InjectStores
    Stores stores;
    @Inject
    PointService points;

    @BeforeEach
    void settle() {
        Database.started(stores);
        forgetOtherTests();
    }

    @Test
    void aReportIsAnsweredWithTheNewestRevisionAndTheTime() {
        long newest = Database.revision(stores);
        JsonPath answer = report("gateway-1", "gateway", newest - 1).statusCode(200).extract().jsonPath();
        assertEquals(newest, answer.getLong("revision"));
        assertTrue(Duration.between(Instant.parse(answer.getString("serverTime")), Instant.now()).abs().toMinutes() < 1);
    }

    @Test
    void theListSaysWhoFollows() throws Exception {
        long newest = Database.revision(stores);
        list().body("items", empty()).body("total", is(0)).body("$", hasKey("nextCursor"));
        report("gateway-1", "gateway", newest);
        report("gateway-2", "gateway", newest - 1);
        report("gateway-3", "gateway", newest);
        report("heartbeat-0", "service", newest);
        report("new", "service", -1);
        Database.execute(stores, """
                UPDATE maintenance.enforcement_point
                   SET seen_at = now() - interval '21 seconds'
                 WHERE name = 'gateway-3'""");
        list().body("items.id", contains("gateway-1", "gateway-2", "gateway-3", "heartbeat-0", "new"))
                .body("items.kind", contains("gateway", "gateway", "gateway", "service", "service"))
                .body("items.state", contains("current", "behind", "silent", "current", "behind"))
                .body("current", is(2)).body("total", is(4)).body("revision", is((int) newest))
                .body("nextCursor", nullValue());
    }

    @Test
    void itSaysHowLongARevisionTook() throws Exception {
        long newest = Database.revision(stores);
        report("gateway-1", "gateway", newest);
        list().body("items[0]", not(hasKey("tookMillis")));
        scheduled();
        Database.execute(stores, "UPDATE maintenance.event SET at = now() - interval '5 seconds' WHERE revision > " + newest);
        report("gateway-1", "gateway", newest + 1);
        int took = list().extract().path("items[0].tookMillis");
        assertTrue(took >= 5_000 && took < 60_000, took + " ms");
        String since = list().extract().path("items[0].acknowledgedAt");
        report("gateway-1", "gateway", newest + 1);
        list().body("items[0].tookMillis", is(took)).body("items[0].acknowledgedAt", is(since))
                .body("items[0].seenAt", not(since)).body("items[0].clockOffsetMillis", is(7));
    }

    @Test
    void oneThatWasAwayForLongDoesNotSayThatARevisionTookSo() throws Exception {
        long newest = Database.revision(stores);
        report("gateway-1", "gateway", newest);
        scheduled();
        Database.execute(stores, "UPDATE maintenance.enforcement_point SET seen_at = now() + interval '2 minutes'");
        report("gateway-1", "gateway", newest + 1);
        list().body("items[0]", not(hasKey("tookMillis")));
    }

    @Test
    void whoHasBeenSilentForADayIsForgotten() throws Exception {
        report("gone", "gateway", 1);
        report("there", "gateway", 1);
        Database.execute(stores, """
                UPDATE maintenance.enforcement_point
                   SET seen_at = now() - interval '25 hours'
                 WHERE name = 'gone'""");
        points.forget().await().atMost(Duration.ofSeconds(10));
        list().body("items.id", contains("there"));
    }

    @Test
    void aNameMayHoldWhatAnAddressCan() {
        given().auth().oauth2(TestTokens.token("heartbeat", "service")).urlEncodingEnabled(false)
                .contentType("application/json").body(body("service", 1)).put("/internal/v1/gateways/pod%3A8080%2F1%20%C3%A9")
                .then().statusCode(200);
        list().body("items.id", contains("pod:8080/1 é"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gateway-1 | {"kind":"toaster","revision":1}                      | 400
            gateway-1 | {"revision":1}                                       | 400
            gateway-1 | {"kind":"gateway","revision":"newest"}               | 400
            gateway-1 | []                                                   | 400
            gateway-1 | {"kind":"gateway","revision":1e30}                   | 400
            LONG      | {"kind":"gateway","revision":1}                      | 400
            """)
    void saysWhatIsWrongWithAReport(String name, String body, int status) {
        as("service").body(body).put("/internal/v1/gateways/" + name.replace("LONG", "x".repeat(201))).then()
                .statusCode(status).contentType("application/problem+json");
        list().body("items", empty());
    }

    @Test
    void servicesReportOperatorsRead() {
        given().contentType("application/json").body(body("gateway", 1)).put("/internal/v1/gateways/g").then().statusCode(401);
        as("admin", "operator").body(body("gateway", 1)).put("/internal/v1/gateways/g").then().statusCode(403);
        given().get("/v1/gateways").then().statusCode(401);
        as("service").get("/v1/gateways").then().statusCode(403).body("type", is(problem("forbidden")));
        as("admin").get("/v1/gateways").then().statusCode(200);
    }

    private static ValidatableResponse report(String name, String kind, long revision) {
        return as("service").body(body(kind, revision)).put("/internal/v1/gateways/" + name).then().statusCode(200);
    }

    private static String body(String kind, long revision) {
        return "{\"kind\":\"%s\",\"revision\":%d,\"clockOffsetMillis\":7}".formatted(kind, revision);
    }

    private static ValidatableResponse list() {
        return as("operator").get("/v1/gateways").then().statusCode(200);
    }
}
