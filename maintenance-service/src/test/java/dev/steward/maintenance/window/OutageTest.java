package dev.steward.maintenance.window;

import static dev.steward.maintenance.Calls.active;
import static dev.steward.maintenance.Calls.admin;
import static dev.steward.maintenance.Calls.as;
import static dev.steward.maintenance.Calls.forgetOtherTests;
import static dev.steward.maintenance.Calls.problem;
import static dev.steward.maintenance.Calls.scheduled;
import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.maintenance.Snapshot;
import dev.steward.maintenance.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores(value = "maintenance", faults = true)
class OutageTest {
    @InjectStores
    Stores stores;

    /** The service notices that its stores are healed a moment after they are. */
    @BeforeEach
    void settle() {
        Database.started(stores);
        await().atMost(15, SECONDS).ignoreException(AssertionError.class).until(() -> {
            forgetOtherTests();
            return true;
        });
    }

    @Test
    void withValkeyStoppedAChangeStillHappensAndIsPublishedLater() {
        stores.valkeyFaults().stop();
        put().statusCode(200);
        given().get("/v1/status").then().statusCode(200).body("channels.find { it.channel == 'api' }.state", is("OFFLINE"));
        stores.valkeyFaults().restart();
        await().atMost(10, SECONDS).untilAsserted(() -> assertNotNull(stores.valkey("GET", Snapshot.KEY)));
    }

    @Test
    void withValkeyPausedAChangeIsAnsweredInTimeAndPublishedLater() {
        stores.valkeyFaults().pause();
        Instant begun = Instant.now();
        long revision = put().statusCode(200).extract().jsonPath().getLong("revision");
        Duration took = Duration.between(begun, Instant.now());
        assertTrue(took.toMillis() < 2_000, took.toString());
        given().get("/v1/status").then().statusCode(200).body("channels.find { it.channel == 'api' }.state", is("OFFLINE"));
        stores.valkeyFaults().resume();
        await().atMost(10, SECONDS).until(() -> published() >= revision);
    }

    @Test
    void anEmptiedValkeyIsFilledAgain() {
        put().statusCode(200);
        stores.valkey("FLUSHALL");
        await().atMost(10, SECONDS).untilAsserted(() -> assertNotNull(stores.valkey("GET", Snapshot.KEY)));
        given().get("/v1/status").then().statusCode(200).body("channels.find { it.channel == 'api' }.state", is("OFFLINE"));
    }

    @Test
    void withPostgresStoppedTheStateStandsAndChangesAreRefused() {
        put().statusCode(200);
        stores.postgresFaults().stop();
        given().get("/v1/status").then().statusCode(200).body("channels.find { it.channel == 'api' }.state", is("OFFLINE"));
        put().statusCode(503).header("Retry-After", notNullValue()).body("type", containsString("store-unavailable"));
        stores.postgresFaults().restart();
        await().atMost(15, SECONDS).untilAsserted(() -> put().statusCode(200));
    }

    @Test
    void withPostgresStoppedTheWindowsThatAreNotOverAreStillRead() {
        String ended = active();
        admin().post("/v1/windows/" + ended + "/end").then().statusCode(200);
        String ahead = scheduled();
        String active = active();
        stores.postgresFaults().stop();
        list("").body("stale", is(true)).body("items.id", contains(active, ahead))
                .body("items.state", contains("ACTIVE", "SCHEDULED")).body("nextCursor", nullValue());
        list("?state=SCHEDULED&channel=api").body("stale", is(true)).body("items.id", contains(ahead));
        list("?limit=1").body("items.id", contains(active));
        as("operator").get("/v1/windows/" + ahead).then().statusCode(200).header("ETag", is("\"1\""))
                .body("state", is("SCHEDULED"));
        unavailable(as("operator").get("/v1/windows/" + ended).then());
        unavailable(as("operator").get("/v1/events").then());
        given().get("/v1/channels/api/state").then().statusCode(200).body("state", is("OFFLINE"));
        as("service").get("/internal/v1/snapshot").then().statusCode(200).body("windows.id", contains(ahead, active));
    }

    @Test
    void withPostgresStoppedNothingIsHalfDone() {
        long before = Database.revision(stores);
        String newOne = "{\"channels\":[\"api\"],\"message\":\"Half\"}";
        stores.postgresFaults().stop();
        unavailable(admin().header("Idempotency-Key", "half").body(newOne).post("/v1/windows").then());
        unavailable(
                admin().body("{\"content\":\"\",\"modifiedAt\":\"2026-01-01T00:00:00Z\"}").post("/v1/offline-files").then());
        given().get("/v1/status").then().body("revision", is((int) before))
                .body("channels.find { it.channel == 'api' }.state", is("ONLINE"));
        stores.postgresFaults().restart();
        assertEquals(before, Database.revision(stores));
        assertEquals("0", Database.value(stores, "SELECT count(*) FROM maintenance.idempotency"));
        assertEquals("0", Database.value(stores, "SELECT count(*) FROM maintenance.offline_file"));
        assertEquals("0",
                Database.value(stores, "SELECT count(*) FROM maintenance.maintenance_window WHERE message = 'Half'"));
        await().atMost(15, SECONDS).untilAsserted(() -> admin().header("Idempotency-Key", "half").body(newOne)
                .post("/v1/windows").then().statusCode(201));
    }

    @Test
    void withPostgresStoppedAnEnforcementPointStillLearnsTheTimeAndTheRevision() {
        long newest = Database.revision(stores);
        stores.postgresFaults().stop();
        as("service").body("{\"kind\":\"gateway\",\"revision\":1}").put("/internal/v1/gateways/gateway-1").then()
                .statusCode(200)
                .body("revision", is((int) newest)).body("serverTime", notNullValue());
        unavailable(as("operator").get("/v1/gateways").then());
    }

    private long published() {
        String snapshot = (String) stores.valkey("GET", Snapshot.KEY);
        return snapshot == null ? -1 : JsonPath.from(snapshot).getLong("revision");
    }

    private static void unavailable(ValidatableResponse answer) {
        answer.statusCode(503).header("Retry-After", notNullValue()).body("type", is(problem("store-unavailable")));
    }

    private static ValidatableResponse list(String query) {
        return as("operator").get("/v1/windows" + query).then().statusCode(200);
    }

    private static ValidatableResponse put() {
        return admin().body("{\"channels\":[\"api\"]}").put("/v1/offline").then();
    }
}
