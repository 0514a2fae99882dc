package dev.steward.availability.mitra;

import static dev.steward.availability.Calls.asMitra;
import static dev.steward.availability.Calls.asService;
import static dev.steward.availability.Calls.change;
import static dev.steward.availability.Calls.createMitra;
import static dev.steward.availability.Calls.createOnlineMitra;
import static dev.steward.availability.Calls.offline;
import static dev.steward.availability.Calls.online;
import static dev.steward.availability.Calls.ping;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.availability.Truth;
import dev.steward.availability.mirror.FreshMirror;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithStores("availability")
class MitraResourceTest {
    @Inject
    FreshMirror mirror;

    @InjectStores
    Stores stores;

    @BeforeEach
    void emptyMirror() {
        mirror.make();
    }

    @Test
    void onlyGoingOnlineCountsAsAPing() {
        UUID id = createOnlineMitra();
        Truth truth = new Truth(stores);
        String minutesAgo = "SELECT round(extract(epoch FROM now() - last_heartbeat_at) / 60) FROM availability.mitra";
        truth.lastHeartbeat(id, Duration.ofHours(1));
        change(id, Map.of("maxConcurrent", 2)).then().statusCode(200);
        assertEquals(60, truth.number(minutesAgo));
        offline(id).then().statusCode(200);
        assertEquals(60, truth.number(minutesAgo));
        change(id, Map.of("active", false)).then().statusCode(200);
        assertEquals(60, truth.number(minutesAgo));
        change(id, Map.of("active", true)).then().statusCode(200);
        online(id).then().statusCode(200);
        assertEquals(0, truth.number(minutesAgo));
    }

    @Test
    void createsAMitraThatIsOffline() {
        asService().body(Map.of("displayName", "Sari", "maxConcurrent", 3)).post("/internal/v1/mitras")
                .then().statusCode(201)
                .body("id", matchesPattern("[0-9a-f]{8}-[0-9a-f]{4}-7.*"))
                .body("displayName", equalTo("Sari"))
                .body("maxConcurrent", equalTo(3))
                .body("active", equalTo(true))
                .body("online", equalTo(false))
                .body("lastHeartbeatAt", nullValue())
                .body("version", equalTo(1));
    }

    @Test
    void takesAGivenIdOnce() {
        Map<String, Object> mitra = Map.of("id", UUID.randomUUID(), "displayName", "Sari", "maxConcurrent", 3);
        asService().body(mitra).post("/internal/v1/mitras").then().statusCode(201).body("id",
                equalTo(mitra.get("id").toString()));
        asService().body(mitra).post("/internal/v1/mitras")
                .then().statusCode(409).contentType("application/problem+json")
                .body("type", equalTo("urn:steward:problem:mitra-exists"));
    }

    @Test
    void refusesWhatIsNoMitra() {
        asService().body(Map.of("displayName", " ", "maxConcurrent", 0)).post("/internal/v1/mitras")
                .then().statusCode(400)
                .body("type", equalTo("urn:steward:problem:validation-failed"))
                .body("errors.field", hasItems("displayName", "maxConcurrent"));
    }

    @Test
    void mirrorsAChangeBeforeItAnswers() {
        UUID id = createMitra(3);
        online(id).then().statusCode(200)
                .body("online", equalTo(true))
                .body("lastHeartbeatAt", matchesPattern("20..-..-..T.*Z"));
        assertEquals(1L, stores.valkey("SISMEMBER", "mitras:online", id.toString()));
        offline(id).then().statusCode(200).body("online", equalTo(false));
        assertEquals(0L, stores.valkey("SISMEMBER", "mitras:online", id.toString()));
        assertEquals("3", stores.valkey("HGET", "mitras:version", id.toString()));
        assertEquals(0, new Truth(stores).outboxRows());
    }

    @Test
    void deactivatingTakesOfflineAndRefuses() {
        UUID id = createOnlineMitra();
        change(id, Map.of("active", false)).then().statusCode(200)
                .body("active", equalTo(false))
                .body("online", equalTo(false));
        assertEquals(1L, stores.valkey("SISMEMBER", "mitras:deactivated", id.toString()));
        online(id).then().statusCode(403).body("type", equalTo("urn:steward:problem:mitra-deactivated"));
        offline(id).then().statusCode(403).body("type", equalTo("urn:steward:problem:mitra-deactivated"));
        ping(id).then().statusCode(403).body("type", equalTo("urn:steward:problem:mitra-deactivated"));
    }

    @Test
    void aReactivatedMitraIsAskedToGoOnlineAgain() {
        UUID id = createOnlineMitra();
        change(id, Map.of("active", false)).then().statusCode(200);
        change(id, Map.of("active", true)).then().statusCode(200).body("online", equalTo(false));
        assertEquals(0L, stores.valkey("SISMEMBER", "mitras:deactivated", id.toString()));
        ping(id).then().statusCode(200).body("action", equalTo("go_online"));
        online(id).then().statusCode(200).body("online", equalTo(true));
    }

    @Test
    void changesOnlyWhatIsGiven() {
        UUID id = createOnlineMitra();
        change(id, Map.of("maxConcurrent", 7)).then().statusCode(200)
                .body("maxConcurrent", equalTo(7))
                .body("active", equalTo(true))
                .body("online", equalTo(true));
        change(id, Map.of("maxConcurrent", 0)).then().statusCode(400);
        change(UUID.randomUUID(), Map.of("active", true)).then().statusCode(404)
                .body("type", equalTo("urn:steward:problem:mitra-not-found"));
    }

    @Test
    void tellsAMitraItsOwnState() {
        UUID id = createMitra(2);
        asMitra(id).get("/api/mitra/status").then().statusCode(200)
                .body("id", equalTo(id.toString()))
                .body("sessions", equalTo(0))
                .body("maxConcurrent", equalTo(2));
    }

    @Test
    void aTokenOfNobodyFindsNobody() {
        asMitra(UUID.randomUUID()).get("/api/mitra/status").then().statusCode(404);
        online(UUID.randomUUID()).then().statusCode(404).body("type", equalTo("urn:steward:problem:mitra-not-found"));
        given().auth().oauth2(TestTokens.token("not-an-id", "mitra")).post("/api/mitra/status/online")
                .then().statusCode(404).body("type", equalTo("urn:steward:problem:mitra-not-found"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            POST,  /internal/v1/mitras,                                               mitra
            PATCH, /internal/v1/mitras/019a9e3c-5d0f-7c1e-8b52-6f0f5a3d9e11,           admin
            GET,   /internal/v1/mitras/available,                                      mitra
            GET,   /internal/v1/mitras/019a9e3c-5d0f-7c1e-8b52-6f0f5a3d9e11/reachable, customer
            GET,   /internal/v1/availability,                                          operator
            GET,   /api/mitra/status,                                                  customer
            POST,  /api/mitra/status/online,                                           service
            POST,  /api/mitra/status/offline,                                          admin
            POST,  /api/mitra/status/heartbeat,                                        customer
            """)
    void refusesTheAnonymousAndTheWrongRole(String method, String path, String wrongRole) {
        String token = TestTokens.token(UUID.randomUUID().toString(), wrongRole);
        given().contentType(ContentType.JSON).body("{}").request(method, path).then().statusCode(401)
                .contentType("application/problem+json");
        given().auth().oauth2(token).contentType(ContentType.JSON).body("{}").request(method, path).then().statusCode(403)
                .contentType("application/problem+json");
    }
}
