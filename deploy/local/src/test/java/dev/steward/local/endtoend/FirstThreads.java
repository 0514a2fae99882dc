package dev.steward.local.endtoend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.ValkeyConnection;
import dev.steward.migrate.Service;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every service does its main job, reached as its users reach it. Runs against one and against several replicas. */
abstract class FirstThreads {
    private final RunningSuite suite;

    FirstThreads(RunningSuite suite) {
        this.suite = suite;
    }

    @AfterEach
    void online() {
        suite.gateway("alice", "admin").delete("/admin/api/maintenance/offline").then().statusCode(200);
        await().atMost(5, SECONDS).untilAsserted(() -> suite.gateway().get("/api/orders").then().statusCode(200));
    }

    @Test
    void maintenanceShowsEverywhereWithinASecond() {
        suite.gateway("alice", "admin").contentType("application/json")
                .body(Map.of("channels", List.of("storefront", "api"), "message", "Moving house"))
                .put("/admin/api/maintenance/offline").then().statusCode(200).body("endPolicy", is("MANUAL"));
        await().atMost(1, SECONDS).pollInSameThread().untilAsserted(() -> {
            suite.gateway().get("/api/orders").then().statusCode(503).contentType("application/problem+json")
                    .header("Retry-After", notNullValue()).header("Cache-Control", "no-store")
                    .body("type", is("urn:steward:problem:maintenance")).body("channel", is("api"))
                    .body("backOnlineAt", nullValue()).body("message", is("Moving house"));
            suite.shop().get("/api/orders").then().statusCode(503).body("channel", is("api"));
        });
        suite.gateway().accept("text/html").get("/").then().statusCode(503).contentType(startsWith("text/html"))
                .body(containsString("Moving house"));
        suite.gateway().accept("application/json").get("/").then().statusCode(503).body("channel", is("storefront"));
        suite.gateway().get("/partner/articles").then().statusCode(200);
        suite.gateway().get("/status/maintenance").then().statusCode(200)
                .body("channels.find { it.channel == 'api' }.state", is("OFFLINE"))
                .body("channels.find { it.channel == 'partner' }.state", is("ONLINE"));
        suite.gateway().get("/hb").then().statusCode(200);
        suite.gateway("oscar", "operator").get("/admin/api/heartbeat").then().statusCode(200).body("metrics.offline.value",
                is(true));
    }

    @Test
    void theStorefrontHeartbeatAnswersAnybody() {
        suite.gateway().contentType("application/json").body(Map.of("sessionId", "session-" + UUID.randomUUID()))
                .post("/api/v1/heartbeat").then().statusCode(200)
                .body("schema", is("storefront.heartbeat/1")).body("session.online", notNullValue())
                .body("session.customerId", nullValue()).body("maintenance.state", is("ONLINE"));
        suite.gateway().get("/hb").then().statusCode(200).header("Deprecation", notNullValue()).header("Sunset",
                notNullValue());
    }

    @Test
    void ordersAndSearchesReachTheAdminHeartbeat() {
        JsonPath before = snapshot();
        suite.gateway().contentType("application/json").body(Map.of("article", "lamp", "quantity", 1)).post("/api/orders")
                .then()
                .statusCode(oneOf(200, 201));
        suite.internal(Service.HEARTBEAT).contentType("application/json")
                .body(Map.of("schema", "pulse.events/1", "events", List.of(
                        Map.of("id", UUID.randomUUID().toString(), "type", "search.performed", "occurredAt", now(), "data",
                                Map.of()))))
                .post("/internal/v1/events").then().statusCode(200).body("results[0].status", is("accepted"));
        await().atMost(5, SECONDS).untilAsserted(() -> {
            JsonPath after = snapshot();
            assertEquals(before.getLong("metrics.orders.value") + 1, after.getLong("metrics.orders.value"));
            assertEquals(before.getLong("metrics.searches.value") + 1, after.getLong("metrics.searches.value"));
        });
    }

    private JsonPath snapshot() {
        return suite.gateway("oscar", "operator").get("/admin/api/heartbeat?range=today").then().statusCode(200)
                .body("schema", is("admin.heartbeat/1"))
                .extract().jsonPath();
    }

    @Test
    void aMitraGoesOnlineIsSeenAndGoesOffline() throws Exception {
        String id = suite.internal(Service.AVAILABILITY).contentType("application/json")
                .body(Map.of("displayName", "Ayu", "maxConcurrent", 2)).post("/internal/v1/mitras").then().statusCode(201)
                .extract().path("id");
        suite.gateway(id, "mitra").post("/api/mitra/status/heartbeat").then().statusCode(200).body("action", is("go_online"));
        suite.gateway(id, "mitra").post("/api/mitra/status/online").then().statusCode(200);
        suite.gateway(id, "mitra").post("/api/mitra/status/heartbeat").then().statusCode(200)
                .body("schema", is("mitra.heartbeat/1")).body("online", is(true)).body("action", is("none"));
        await().atMost(15, SECONDS).untilAsserted(() -> suite.gateway().get("/api/client/availability").then().statusCode(200)
                .body("available", greaterThanOrEqualTo(1)).body("source", is("valkey")));
        try (var valkey = ValkeyConnection.to(URI.create("redis://127.0.0.1:" + suite.ports().valkey()))) {
            assertEquals(1L, valkey.call("SISMEMBER", "mitras:online", id));
            assertEquals("0", valkey.call("GET", "mitra:capacity:" + id));
            assertEquals("string", valkey.call("TYPE", "mitra:heartbeat:" + id));
        }
        suite.internal(Service.AVAILABILITY).get("/internal/v1/mitras/" + id + "/reachable").then().statusCode(200)
                .body("reachable", is(true)).body("source", is("valkey"));
        suite.gateway(id, "mitra").post("/api/mitra/status/offline").then().statusCode(200);
        suite.internal(Service.AVAILABILITY).get("/internal/v1/mitras/" + id + "/reachable").then().body("reachable",
                is(false));
    }

    @Test
    void operatorsSeeAMitraComeAndGo() throws Exception {
        String id = suite.internal(Service.AVAILABILITY).contentType("application/json")
                .body(Map.of("displayName", "Dewi", "maxConcurrent", 2)).post("/internal/v1/mitras").then().statusCode(201)
                .extract().path("id");
        String sid = suite.internal(Service.AVAILABILITY).contentType("application/json").body(Map.of("mitraId", id))
                .post("/internal/v1/auth-sessions").then().statusCode(201).extract().path("sid");
        HttpRequest stream = HttpRequest.newBuilder(URI.create(suite.url("/admin/api/mitras/stream")))
                .header("Authorization", "Bearer " + suite.token("oscar", "operator")).build();
        List<String> told = new CopyOnWriteArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.sendAsync(stream, BodyHandlers.ofLines()).thenAccept(answer -> answer.body().forEach(told::add));
            await().atMost(10, SECONDS).until(() -> told, hasItem(containsString("\"available\":")));
            suite.gateway(id, "mitra").post("/api/mitra/status/online").then().statusCode(200);
            await().atMost(5, SECONDS).until(() -> told,
                    hasItem(allOf(containsString(id), containsString("\"online\":true"))));
            suite.gateway("alice", "admin").contentType("application/json").body(Map.of("active", false))
                    .patch("/admin/api/mitras/" + id).then().statusCode(200).body("online", is(false));
            await().atMost(5, SECONDS).until(() -> told,
                    hasItem(allOf(containsString(id), containsString("\"active\":false"))));
            client.shutdownNow();
        }
        suite.gateway(id, "mitra").post("/api/mitra/status/heartbeat").then().statusCode(403);
        suite.gateway("oscar", "operator").get("/admin/api/mitras?q=dewi&state=DEACTIVATED").then().statusCode(200)
                .body("items.id", hasItem(id));
        suite.gateway("oscar", "operator").get("/admin/api/mitras/" + id + "/online-periods").then().statusCode(200)
                .body("items.endedBy", is(List.of("deactivation")));
        suite.internal(Service.AVAILABILITY).get("/internal/v1/auth-sessions/" + sid).then().statusCode(200)
                .body("active", is(false)).body("revokedAt", notNullValue());
    }

    @Test
    void theShopsTrafficIsRecordedWithoutItsSecrets() {
        String article = "article-" + UUID.randomUUID();
        suite.gateway().header("Authorization", "Bearer raw-secret-1").header("Cookie", "sid=raw-secret-2")
                .contentType("application/json").body(Map.of("article", article, "password", "raw-secret-3"))
                .post("/api/echo/" + article + "?token=raw-secret-4&page=7").then().statusCode(200);
        String id = await().atMost(10, SECONDS).until(() -> suite.gateway("oscar", "operator")
                .get("/admin/api/traffic?api=internal&method=POST&limit=5").then().statusCode(200)
                .extract().path("items.find { it.request.url.contains('" + article + "') }.id"), notNullValue());
        String whole = suite.gateway("alice", "admin").get("/admin/api/traffic/" + id).then().statusCode(200)
                .body("response.status", is(200)).extract().asString();
        assertEquals(List.of(), List.of(1, 2, 3, 4).stream().filter(n -> whole.contains("raw-secret-" + n)).toList(), whole);
        assertTrue(whole.contains("\\\"article\\\":\\\"" + article), whole);
    }

    @Test
    void aRequestIsDeliveredWithinASecond() throws Exception {
        try (Receiver receiver = Receiver.answering(200)) {
            suite.internal(Service.DISPATCHER).contentType("application/json")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .body(Map.of("method", "POST", "uri", receiver.url("/hook"), "body", "hello", "successCode", 200))
                    .post("/internal/v1/requests").then().statusCode(201).body("state", is("PENDING"));
            Receiver.Received received = receiver.next(1, SECONDS);
            JsonPath body = JsonPath.from(received.body());
            assertEquals("hello", body.getString("request"));
            assertEquals(1, body.getInt("__task.attempt.number"));
            assertEquals(1440, body.getInt("__task.attempt.limit"));
            assertEquals(60, body.getInt("__task.attempt.interval"));
        }
    }

    @Test
    void aRequestEndsByStopCodeExpiryOrExhaustion() throws Exception {
        try (Receiver stops = Receiver.answering(418); Receiver fails = Receiver.answering(500)) {
            assertEndsAs("STOPPED", Map.of("method", "POST", "uri", stops.url("/"), "body", "x", "successCode", 200));
            assertEndsAs("FAILED",
                    Map.of("method", "POST", "uri", fails.url("/"), "body", "x", "successCode", 200, "attemptLimit", 2,
                            "attemptIntervalSeconds", 1));
            assertEndsAs("EXPIRED", Map.of("method", "POST", "uri", fails.url("/"), "body", "x", "successCode", 200, "expireAt",
                    Instant.now().plusSeconds(3).toString(), "attemptLimit", 100, "attemptIntervalSeconds", 1));
        }
    }

    private void assertEndsAs(String state, Map<String, Object> request) {
        String id = suite.internal(Service.DISPATCHER).contentType("application/json").body(request)
                .post("/internal/v1/requests").then()
                .statusCode(201).extract().path("id");
        await().atMost(15, SECONDS).untilAsserted(() -> suite.gateway("oscar", "operator")
                .get("/admin/api/dispatcher/requests/" + id).then().statusCode(200).body("state", is(state)));
    }

    @Test
    void everyReplicaDescribesItself() {
        for (Service service : Service.values()) {
            suite.management(service).get("/q/health/ready").then().statusCode(200).body("status", is("UP"));
            suite.management(service).get("/q/metrics").then().statusCode(200).body(containsString("jvm_"));
            suite.management(service).get("/q/openapi?format=json").then().statusCode(200).body("openapi", startsWith("3."));
        }
    }

    @Test
    void forwardingHeadersFromOutsideAreReplaced() {
        suite.gateway().header("X-Forwarded-For", "6.6.6.6").header("Forwarded", "for=6.6.6.6").contentType("text/plain")
                .body("x")
                .post("/api/echo/forwarded").then().statusCode(200).header("Trace-Id", notNullValue())
                .body(not(containsString("6.6.6.6"))).body(equalTo("x"));
    }

    private static String now() {
        return Instant.now().toString();
    }
}
