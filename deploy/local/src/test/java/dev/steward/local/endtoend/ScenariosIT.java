package dev.steward.local.endtoend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The acceptance scenarios of the migration, under their own names; those of later capabilities join with them. */
class ScenariosIT {
    private final RunningSuite suite = RunningSuite.with(1);

    @AfterEach
    void online() {
        suite.gateway("alice", "admin").delete("/admin/api/maintenance/offline").then().statusCode(200);
        await().untilAsserted(() -> suite.gateway().get("/api/orders").then().statusCode(200));
    }

    @Test
    @DisplayName("Storefront maintenance mode returns expected page")
    void storefrontMaintenanceModeReturnsExpectedPage() {
        Instant until = maintenanceIsEnabledFor(30);
        await().atMost(1, SECONDS).untilAsserted(() -> suite.gateway().accept("text/html").get("/").then().statusCode(503)
                .contentType(startsWith("text/html")).header("Retry-After", notNullValue())
                .body(containsString("datetime=\"" + until + "\"")));
    }

    @Test
    @DisplayName("API maintenance mode returns structured JSON")
    void apiMaintenanceModeReturnsStructuredJson() {
        Instant until = maintenanceIsEnabledFor(30);
        await().atMost(1, SECONDS).untilAsserted(() -> suite.gateway().get("/api/orders").then().statusCode(503)
                .contentType("application/problem+json").body("backOnlineAt", is(until.toString()))
                .body("estimated", is(true)));
    }

    @Test
    @DisplayName("Traffic recorder redacts sensitive fields")
    void trafficRecorderRedactsSensitiveFields() {
        String trace = suite.gateway().header("Authorization", "Bearer scenario-secret-1")
                .header("Cookie", "sid=scenario-secret-2").get("/api/orders?token=scenario-secret-3").then().statusCode(200)
                .extract().header("Trace-Id");
        String recorded = await().atMost(10, SECONDS).until(() -> suite.gateway("alice", "admin")
                .get("/admin/api/traffic?api=internal&traceId=" + trace).then().statusCode(200).extract().asString(),
                containsString("/api/orders"));
        String id = JsonPath.from(recorded).getString("items[0].id");
        String whole = suite.gateway("alice", "admin").get("/admin/api/traffic/" + id).then().statusCode(200).extract()
                .asString();
        assertFalse((recorded + whole).contains("scenario-secret"), whole);
    }

    @Test
    @DisplayName("Admin heartbeat returns operational snapshot")
    void adminHeartbeatReturnsOperationalSnapshot() {
        var snapshot = suite.gateway("oscar", "operator").get("/admin/api/heartbeat").then().statusCode(200)
                .body("schema", is("admin.heartbeat/1")).body("serverTime", notNullValue());
        for (String name : List.of("orders", "platformOrders", "manualOrders", "searches", "activeUsers", "queueRunning",
                "generalRunning", "unvalidatedArticles", "offline", "mitrasOnline", "mitrasAvailable", "dispatcherPending",
                "dispatcherFailed", "shopsReporting", "shopsSilent")) {
            snapshot.body("metrics." + name + ".status", is("ok")).body("metrics." + name + ".asOf", notNullValue());
        }
    }

    @Test
    @DisplayName("Traffic retention cleanup is deterministic")
    void trafficRetentionCleanupIsDeterministic() throws SQLException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        var old = new RecordedDays(suite);
        old.noScheduledRun(today);
        cleanupJobRuns();
        String stalePartner = old.record("partner", today.minusDays(16));
        String staleInternal = old.record("internal", today.minusDays(70));
        String keptInternal = old.record("internal", today.minusDays(16));
        String keptPartner = old.record("partner", today.minusDays(13));

        cleanupJobRuns().body("dropped.size()", is(2))
                .body("dropped.find { it.api == 'internal' }.day", is(today.minusDays(70).toString()))
                .body("dropped.find { it.api == 'partner' }.day", is(today.minusDays(16).toString()))
                .body("dropped.rows", is(List.of(1, 1)));
        cleanupJobRuns().body("dropped.size()", is(0));

        for (String gone : List.of(stalePartner, staleInternal)) {
            suite.gateway("oscar", "operator").get("/admin/api/traffic/" + gone).then().statusCode(404);
        }
        for (String kept : List.of(keptInternal, keptPartner)) {
            suite.gateway("oscar", "operator").get("/admin/api/traffic/" + kept).then().statusCode(200);
        }
        suite.gateway("oscar", "operator").get("/admin/api/retention").then().statusCode(200)
                .body("runs[0].dropped.size()", is(0)).body("runs[1].dropped.size()", is(2));
    }

    private ValidatableResponse cleanupJobRuns() {
        return suite.gateway("alice", "admin").post("/admin/api/retention/run").then().statusCode(200)
                .body("finishedAt", notNullValue());
    }

    private Instant maintenanceIsEnabledFor(int minutes) {
        Instant until = Instant.now().plus(minutes, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);
        suite.gateway("alice", "admin").contentType("application/json")
                .body(Map.of("backOnlineAt", until.toString(), "shorten", true)).put("/admin/api/maintenance/offline").then()
                .statusCode(200);
        return until;
    }
}
