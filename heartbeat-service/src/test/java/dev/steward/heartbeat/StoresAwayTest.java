package dev.steward.heartbeat;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Each store stops, hangs or loses its data; pages are answered all the while, and everything heals without a restart.
 */
@QuarkusTest
@WithStores(value = "heartbeat", faults = true)
@TestProfile(StoresAwayTest.RealDeadlines.class)
class StoresAwayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final String session = UUID.randomUUID().toString();

    public static class RealDeadlines implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("steward.kit.valkey.deadline", "75ms",
                    "steward.heartbeat.figure.deadline", "1s",
                    "steward.heartbeat.presence.flush-every", "1s",
                    "steward.heartbeat.cart.repair-every", "1s");
        }
    }

    @ConfigProperty(name = "quarkus.management.test-port", defaultValue = "0")
    int managementPort;

    @Inject
    MeterRegistry meters;

    @InjectStores
    Stores stores;

    /** A first request loads hundreds of classes, which takes longer than any deadline. */
    @BeforeEach
    void warmUp() {
        given().contentType("application/json").body("{\"sessionId\": \"" + session + "\"}").post("/api/v1/heartbeat");
        given().auth().oauth2(TestTokens.token("ops", "operator")).get("/v1/admin/heartbeat");
        forgetTheVisitorsOfTheTestBefore();
    }

    private void forgetTheVisitorsOfTheTestBefore() {
        await().atMost(PATIENCE).until(() -> meters.get("heartbeat.presence.buffered").gauge().value() == 0);
        stores.reset();
    }

    @Test
    void answersPagesFromPostgresWhileValkeyIsStopped() {
        cart(3).statusCode(200);
        stores.valkeyFaults().stop();

        beat("session-5678");
        await().atMost(PATIENCE).untilAsserted(() -> beat(session).body("cart.items", is(3)));
        cart(4).statusCode(200);
        await().atMost(PATIENCE).untilAsserted(() -> beat(session).body("cart.items", is(4)));
        await().atMost(PATIENCE).until(() -> activeUsers() == 2);

        stores.valkeyFaults().start();
        await().atMost(PATIENCE).until(() -> {
            beat(session);
            return stores.valkey("ZSCORE", "heartbeat:online:anonymous", session) != null;
        });
    }

    @Test
    void answersPagesWhileValkeyHangs() {
        cart(3).statusCode(200);
        beat(session);
        stores.valkeyFaults().pause();

        for (int i = 0; i < 20; i++) {
            beat(session).body("cart.items", is(3));
        }
        cart(4).statusCode(200);

        stores.valkeyFaults().resume();
        await().atMost(PATIENCE).untilAsserted(() -> beat(session).body("cart.items", is(4)));
        await().atMost(PATIENCE).until(() -> ((String) stores.valkey("GET", "heartbeat:cart:" + session)).startsWith("2:"));
    }

    @Test
    void doesNotTakeAnEmptyValkeyForAnEmptyShop() {
        beat(session);
        beat("session-5678");
        await().atMost(PATIENCE).until(() -> activeUsers() == 2);

        stores.valkeyFaults().empty();
        beat(session);

        assertEquals(2, activeUsers());
    }

    @Test
    void answersPagesWhilePostgresIsStoppedAndRefusesWhatItCannotKeep() {
        cart(3).statusCode(200);
        beat(session);
        admin();
        stores.postgresFaults().stop();

        for (int i = 0; i < 5; i++) {
            beat(session).body("cart.items", is(3));
            beat("session-of-nobody-" + i);
        }
        cart(4).statusCode(503).contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("type", is("urn:steward:problem:store-unavailable"));
        events("e1").statusCode(503).header("Retry-After", notNullValue());

        JsonPath metrics = admin();
        assertEquals("stale", metrics.getString("metrics.orders.status"));
        assertEquals(0, metrics.getInt("metrics.orders.value"));

        stores.postgresFaults().start();
        await().atMost(PATIENCE).untilAsserted(() -> events("e1").statusCode(200));
        cart(4).statusCode(200);
        beat(session).body("cart.items", is(4));
        await().atMost(PATIENCE).until(() -> admin().getInt("metrics.orders.value") == 1);
    }

    @Test
    void answersPagesWhilePostgresHangs() {
        beat(session);
        stores.postgresFaults().pause();

        for (int i = 0; i < 5; i++) {
            beat("session-of-nobody-" + i);
        }
        admin();

        stores.postgresFaults().resume();
        await().atMost(PATIENCE).untilAsserted(() -> events("e1").statusCode(200));
    }

    @Test
    void answersPagesWhileBothAreStopped() {
        stores.valkeyFaults().stop();
        stores.postgresFaults().stop();

        for (int i = 0; i < 5; i++) {
            beat(session);
        }
        given().get("/hb?sessionId=" + session).then().statusCode(200).body("status", is("ok"));
        admin();
        given().baseUri("http://127.0.0.1").port(managementPort).get("/q/health/ready")
                .then().statusCode(200)
                .body("checks.data.state", hasItem("degraded"))
                .body("checks.name", hasItem(containsString("valkey")));

        stores.valkeyFaults().start();
        stores.postgresFaults().start();
        await().atMost(PATIENCE).untilAsserted(() -> cart(1).statusCode(200));
        await().atMost(PATIENCE).until(() -> activeUsers() == 1);
    }

    private static ValidatableResponse beat(String sessionId) {
        return given().contentType("application/json").body("{\"sessionId\": \"" + sessionId + "\"}")
                .post("/api/v1/heartbeat")
                .then().statusCode(200)
                .body("schema", is("storefront.heartbeat/1"))
                .time(lessThan(SOON.toMillis()));
    }

    private ValidatableResponse cart(int items) {
        return given().auth().oauth2(TestTokens.token("shop", "service")).contentType("application/json")
                .body("{\"items\": " + items + ", \"total\": 9.90, \"currency\": \"EUR\"}")
                .put("/internal/v1/carts/" + session)
                .then();
    }

    private static ValidatableResponse events(String id) {
        return given().auth().oauth2(TestTokens.token("shop", "service")).contentType("application/json").body("""
                {"events": [{"id": "%s", "type": "order.placed", "occurredAt": "%s", "data": {"kind": "web"}}]}
                """.formatted(id, Instant.now())).post("/internal/v1/events").then();
    }

    private static JsonPath admin() {
        return given().auth().oauth2(TestTokens.token("ops", "operator")).get("/v1/admin/heartbeat?range=1h")
                .then().statusCode(200).time(lessThan(SOON.toMillis()))
                .extract().jsonPath();
    }

    private static int activeUsers() {
        JsonPath answer = admin();
        return "ok".equals(answer.getString("metrics.activeUsers.status")) ? answer.getInt("metrics.activeUsers.value") : -1;
    }
}
