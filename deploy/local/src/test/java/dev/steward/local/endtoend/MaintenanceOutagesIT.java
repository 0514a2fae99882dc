package dev.steward.local.endtoend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.local.supervision.Supervised;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever is gone, a channel is offline when it should be, at the gateway and in the service alike. */
class MaintenanceOutagesIT {
    private final RunningSuite suite = RunningSuite.with(1);
    private final List<Supervised> stopped = new ArrayList<>();
    private final List<Supervised> paused = new ArrayList<>();

    @AfterEach
    void everythingRecovers() throws Exception {
        paused.forEach(Supervised::resume);
        for (Supervised process : stopped) {
            process.release();
        }
        within(20, () -> suite.gateway("alice", "admin").delete("/admin/api/maintenance/offline").then().statusCode(200));
        within(20, this::everybodyIsOnline);
        within(20, () -> suite.gateway("oscar", "operator").get("/admin/api/maintenance/gateways").then().statusCode(200)
                .body("items.findAll { it.state == 'behind' }.size()", is(0)));
    }

    @Test
    void withValkeyStoppedAChangeStillArrivesWithinFiveSeconds() {
        stop("valkey");
        offline();
        within(5, this::everybodyIsOffline);
        online();
        within(5, this::everybodyIsOnline);
    }

    @Test
    void withValkeyHangingAChangeStillArrivesWithinFiveSeconds() {
        Supervised valkey = suite.process("valkey");
        valkey.pause();
        paused.add(valkey);
        offline();
        within(5, this::everybodyIsOffline);
    }

    @Test
    void anEmptiedValkeyOpensNothing() throws Exception {
        offline();
        within(5, this::everybodyIsOffline);
        suite.emptyValkey();
        await().during(3, SECONDS).atMost(4, SECONDS).untilAsserted(this::everybodyIsOffline);
        online();
        within(5, this::everybodyIsOnline);
    }

    @Test
    void aScheduledWindowStartsAndEndsWithTheServiceTheStoresAndTheAgentDead() {
        Instant start = Instant.now().plusSeconds(8);
        suite.gateway("alice", "admin").contentType("application/json")
                .body(Map.of("channels", List.of("api"), "startsAt", start.toString(), "backOnlineAt",
                        start.plusSeconds(4).toString()))
                .post("/admin/api/maintenance/windows").then().statusCode(201).body("state", is("SCHEDULED"));
        within(3, () -> suite.gateway().get("/api/orders").then().statusCode(200).header("Maintenance-Announcement",
                startsWith("starts=@" + start.getEpochSecond())));
        stop("maintenance");
        stop("valkey");
        stop("gateway-agent");
        everybodyIsOnline();
        await().atMost(10, SECONDS).untilAsserted(this::everybodyIsOffline);
        assertTrue(!Instant.now().isBefore(start), "not before its time");
        await().atMost(10, SECONDS).untilAsserted(this::everybodyIsOnline);
        assertTrue(!Instant.now().isBefore(start.plusSeconds(4)), "not before its time");
    }

    @Test
    void withTheServiceDeadTheStateStandsABypassWorksAndARevokedOneDoesNot() throws Exception {
        String good = link();
        String revoked = link();
        offline();
        within(5, this::everybodyIsOffline);
        suite.gateway("alice", "admin").delete("/admin/api/maintenance/bypass-links/" + idOf(revoked)).then().statusCode(204);
        within(5, () -> suite.gateway().header("Steward-Bypass", tokenOf(revoked)).get("/api/orders").then().statusCode(503));
        stop("maintenance");
        stop("valkey");
        await().during(3, SECONDS).atMost(4, SECONDS).untilAsserted(() -> {
            everybodyIsOffline();
            suite.gateway().get("/partner/articles").then().statusCode(200);
        });
        suite.gateway().header("Steward-Bypass", tokenOf(good)).get("/api/orders").then().statusCode(200)
                .header("Cache-Control", "private, no-store");
        suite.shop().header("Steward-Bypass", tokenOf(good)).get("/api/orders").then().statusCode(200);
        suite.gateway("ann", "maintenance-bypass:api").get("/api/orders").then().statusCode(200);
        suite.gateway("ann", "maintenance-bypass:partner").get("/api/orders").then().statusCode(503);
        suite.shop().header("Steward-Bypass", tokenOf(revoked)).get("/api/orders").then().statusCode(503);
        release();
        within(20, () -> suite.gateway("oscar", "operator").get("/admin/api/maintenance/bypass-uses?subject=ann").then()
                .statusCode(200).body("items.collect { it.point }.join()", containsString("gateway-agent")));
    }

    @Test
    void aFullDiskStopsNoChangeAndIsMadeUpFor() throws Exception {
        Path fresh = suite.home().directory().resolve("run/gateway/state/gate.json.new");
        Files.createSymbolicLink(fresh, Path.of("/dev/full"));
        try {
            offline();
            within(5, this::everybodyIsOffline);
            await().atMost(5, SECONDS).until(() -> Files.readString(suite.home().log("gateway-agent"))
                    .contains("The gate's state cannot be written"));
        } finally {
            Files.deleteIfExists(fresh);
        }
        within(5, () -> assertTrue(Files.readString(fresh.resolveSibling("gate.json")).contains("\"spans\":[{")));
    }

    private String link() {
        return suite.gateway("alice", "admin").contentType("application/json")
                .body(Map.of("channel", "api", "subject", "ann", "expiresAt", Instant.now().plusSeconds(600).toString()))
                .post("/admin/api/maintenance/bypass-links").then().statusCode(201).extract().asString();
    }

    private static String tokenOf(String link) {
        return JsonPath.from(link).getString("token");
    }

    private static String idOf(String link) {
        return JsonPath.from(link).getString("id");
    }

    private void offline() {
        suite.gateway("alice", "admin").contentType("application/json").body("{\"channels\":[\"api\"]}")
                .put("/admin/api/maintenance/offline").then().statusCode(200);
    }

    private void online() {
        suite.gateway("alice", "admin").delete("/admin/api/maintenance/offline").then().statusCode(200);
    }

    private void everybodyIsOffline() {
        suite.gateway().get("/api/orders").then().statusCode(503).body("channel", is("api"));
        suite.shop().get("/api/orders").then().statusCode(503).body("channel", is("api"));
    }

    private void everybodyIsOnline() {
        suite.gateway().get("/api/orders").then().statusCode(200);
        suite.shop().get("/api/orders").then().statusCode(200);
    }

    private void stop(String name) {
        Supervised process = suite.process(name);
        stopped.add(process);
        process.hold();
    }

    private void release() throws InterruptedException {
        for (Supervised process : stopped) {
            process.release();
        }
        stopped.clear();
    }

    private static void within(int seconds, ThrowingRunnable assertion) {
        await().atMost(seconds, SECONDS).untilAsserted(assertion);
    }
}
