package dev.steward.heartbeat.figure;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.maintenance.MaintenanceFollower;
import dev.steward.kit.maintenance.Snapshot;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("heartbeat")
@WithTestResource(NeighbourPorts.class)
class AdminHeartbeatResourceTest {
    private static final List<String> NAMES = List.of("orders", "platformOrders", "manualOrders", "searches", "activeUsers",
            "queueRunning", "generalRunning", "unvalidatedArticles", "offline", "mitrasOnline", "mitrasAvailable",
            "dispatcherPending", "dispatcherFailed", "shopsReporting", "shopsSilent");

    @ConfigProperty(name = "steward.kit.neighbour.availability")
    String availabilityUrl;

    @ConfigProperty(name = "steward.kit.neighbour.dispatcher")
    String dispatcherUrl;

    @Inject
    MaintenanceFollower maintenance;

    @InjectStores
    Stores stores;

    @BeforeEach
    void knowTheMaintenance() {
        maintenance.offer(new Snapshot(maintenance.current().revision() + 1, List.of()));
    }

    @Test
    void hasEveryNameInOrder() {
        JsonPath answer = snapshot("today")
                .body("schema", is("admin.heartbeat/1"))
                .body("serverTime", endsWith("Z"))
                .body("range", is("today"))
                .body("metrics", aMapWithSize(NAMES.size()))
                .extract().jsonPath();

        assertEquals(NAMES, List.copyOf(answer.getMap("metrics").keySet()));
        for (String name : NAMES) {
            assertEquals(List.of("value", "asOf", "status"), List.copyOf(answer.getMap("metrics." + name).keySet()));
        }
    }

    @Test
    void countsWhatTheShopDid() throws SQLException {
        Instant now = Instant.now();
        events(order("e1", "web", now), order("e2", "platform", now), order("e3", "platform", now), order("e4", "manual", now),
                order("e5", "web", now.minus(2, ChronoUnit.HOURS)), order("e6", "web", now.minus(25, ChronoUnit.HOURS)),
                event("e7", "search.performed", now, "{}"),
                event("e8", "article.created", now.minus(3, ChronoUnit.DAYS), "{\"articleId\": 1}"),
                event("e9", "article.created", now, "{\"articleId\": 2}"),
                event("e10", "article.validated", now, "{\"articleId\": 2}"));
        put("/internal/v1/flags/queue", "{\"running\": true, \"ttlSeconds\": 60}");
        put("/internal/v1/flags/general", "{\"running\": false, \"ttlSeconds\": 60}");
        shop("reporting", "1 hour");
        shop("late", "2 hours");
        shop("never", null);

        snapshot("1h").body("metrics.orders.value", is(4))
                .body("metrics.orders.status", is("ok"))
                .body("metrics.orders.asOf", notNullValue())
                .body("metrics.platformOrders.value", is(2))
                .body("metrics.manualOrders.value", is(1))
                .body("metrics.searches.value", is(1))
                .body("metrics.unvalidatedArticles.value", is(1))
                .body("metrics.queueRunning.value", is(true))
                .body("metrics.generalRunning.value", is(false))
                .body("metrics.offline.value", is(false))
                .body("metrics.shopsReporting.value", is(1))
                .body("metrics.shopsSilent.value", is(2));
        snapshot("24h").body("metrics.orders.value", is(5));
    }

    @Test
    void countsWhoIsThere() {
        stores.valkey("SET", "heartbeat:online:since", "1");
        beat("session-1", null);
        beat("session-2", "customer-17");
        beat("session-3", "customer-17");

        snapshot("1h").body("metrics.activeUsers.value", is(2)).body("metrics.activeUsers.status", is("ok"));
    }

    @Test
    void showsNeighboursAndDoesNotWaitForThem() throws Exception {
        snapshot("1h").body("metrics.mitrasOnline.status", is("failed"))
                .body("metrics.mitrasOnline", hasKey("value"))
                .body("metrics.mitrasOnline.value", nullValue())
                .body("metrics.dispatcherFailed.status", is("failed"))
                .body("metrics.orders.status", is("ok"));

        try (var dispatcher = new FakeNeighbour(dispatcherUrl, "/internal/v1/queue",
                "{\"pending\": 12, \"failed\": 3, \"oldestDueAgeSeconds\": 4}");
                var availability = new FakeNeighbour(availabilityUrl, "/internal/v1/availability",
                        "{\"available\": 4, \"online\": 7, \"asOf\": \"2026-11-22T09:30:00Z\", \"source\": \"valkey\"}")) {
            snapshot("1h").body("metrics.mitrasOnline.value", is(7))
                    .body("metrics.mitrasOnline.status", is("ok"))
                    .body("metrics.mitrasOnline.asOf", is("2026-11-22T09:30:00Z"))
                    .body("metrics.mitrasAvailable.value", is(4))
                    .body("metrics.dispatcherPending.value", is(12))
                    .body("metrics.dispatcherFailed.value", is(3));
            assertTrue(availability.authorization().startsWith("Bearer "));
            assertTrue(dispatcher.authorization().startsWith("Bearer "));

            availability.hold();
            snapshot("1h").time(lessThan(4000L))
                    .body("metrics.mitrasOnline.value", is(7))
                    .body("metrics.mitrasOnline.status", is("stale"))
                    .body("metrics.mitrasOnline.asOf", is("2026-11-22T09:30:00Z"))
                    .body("metrics.dispatcherPending.status", is("ok"))
                    .body("metrics.orders.status", is("ok"));
        }
        snapshot("1h").body("metrics.dispatcherPending.value", is(12))
                .body("metrics.dispatcherPending.status", is("stale"));
    }

    @Test
    void refusesARangeThatIsNone() {
        admin().get("/v1/admin/heartbeat?range=2h").then().statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:steward:problem:unknown-range"))
                .body("supported", contains("today", "1h", "24h"));
    }

    @Test
    void answersOldClientsFlat() {
        events(order("e1", "platform", Instant.now()));

        for (var answer : List.of(admin().get("/hbadmin?action=check&range=1h"), admin().post("/hbadmin?range=1h"))) {
            answer.then().statusCode(200)
                    .header("Deprecation", startsWith("@"))
                    .header("Sunset", endsWith(" GMT"))
                    .header("Link", "</admin/api/heartbeat>; rel=\"successor-version\"")
                    .body("$", aMapWithSize(9))
                    .body("orders", is(1))
                    .body("platform_orders", is(1))
                    .body("manual_orders", is(0))
                    .body("searches", is(0))
                    .body("active_users", is(0))
                    .body("queue_running", is(false))
                    .body("general_running", is(false))
                    .body("unvalidated_articles", is(0))
                    .body("offline", is(false));
        }
    }

    private static ValidatableResponse snapshot(String range) {
        return admin().get("/v1/admin/heartbeat?range=" + range).then().statusCode(200).contentType("application/json");
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(TestTokens.token("ops", "operator"));
    }

    private static void put(String path, String body) {
        given().auth().oauth2(TestTokens.token("shop", "service")).contentType("application/json").body(body).put(path)
                .then().statusCode(200);
    }

    private static void beat(String session, String customer) {
        var request = given().contentType("application/json").body("{\"sessionId\": \"" + session + "\"}");
        (customer == null ? request : request.auth().oauth2(TestTokens.token(customer, "customer")))
                .post("/api/v1/heartbeat").then().statusCode(200);
    }

    private static void events(String... events) {
        given().auth().oauth2(TestTokens.token("shop", "service")).contentType("application/json")
                .body("{\"events\": [" + String.join(",", events) + "]}").post("/internal/v1/events")
                .then().statusCode(200);
    }

    private static String order(String id, String kind, Instant at) {
        return event(id, "order.placed", at, "{\"kind\": \"" + kind + "\"}");
    }

    private static String event(String id, String type, Instant at, String data) {
        return "{\"id\": \"%s\", \"type\": \"%s\", \"occurredAt\": \"%s\", \"data\": %s}".formatted(id, type, at, data);
    }

    private void shop(String name, String lastHeartbeatAgo) throws SQLException {
        try (var connection = stores.connect(); var statement = connection.prepareStatement("""
                INSERT INTO heartbeat.pulse_shop (id, name, domain, expected_interval_seconds, last_heartbeat_at)
                VALUES (gen_random_uuid(), ?, ?, 3600, now() - ?::interval)
                """)) {
            statement.setString(1, name);
            statement.setString(2, name + ".example");
            statement.setString(3, lastHeartbeatAgo);
            statement.execute();
        }
    }
}
