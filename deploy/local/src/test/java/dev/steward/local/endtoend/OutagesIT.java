package dev.steward.local.endtoend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.oneOf;

import dev.steward.local.supervision.Supervised;
import dev.steward.migrate.Service;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must go on while a part is gone, and that everything recovers without a restart of a service. */
class OutagesIT {
    private final RunningSuite suite = RunningSuite.with(1);
    private String mitra;
    private Supervised stopped;

    @BeforeEach
    void aMitraIsOnline() {
        mitra = suite.internal(Service.AVAILABILITY).contentType("application/json")
                .body(Map.of("displayName", "Ayu", "maxConcurrent", 2)).post("/internal/v1/mitras").then().statusCode(201)
                .extract().path("id");
        suite.gateway(mitra, "mitra").post("/api/mitra/status/online").then().statusCode(200);
        soon(() -> suite.gateway().get("/api/client/availability").then().statusCode(200).body("available",
                greaterThanOrEqualTo(1)));
    }

    @AfterEach
    void everythingRecoversByItself() throws InterruptedException {
        if (stopped != null) {
            stopped.release();
        }
        soon(() -> suite.gateway("alice", "admin").delete("/admin/api/maintenance/offline").then().statusCode(200));
        soon(() -> suite.gateway().get("/api/orders").then().statusCode(200));
        soon(() -> ping().statusCode(200).body("online", is(true)));
        for (Service service : Service.values()) {
            soon(() -> suite.management(service).get("/q/health/ready").then().statusCode(200)
                    .body("checks.findAll { it.data?.state == 'degraded' }.size()", is(0)));
        }
    }

    @Test
    void withoutValkeyPingsBeaconHeartbeatAndMaintenanceGoOn() {
        stop("valkey");
        soon(() -> ping().statusCode(200).body("online", is(true)));
        soon(() -> suite.gateway().get("/api/client/availability").then().statusCode(200)
                .body("available", greaterThanOrEqualTo(1))
                .body("source", oneOf("postgres", "stale")));
        soon(() -> heartbeat().statusCode(200));
        offline().statusCode(200);
        soon(() -> suite.gateway().get("/api/orders").then().statusCode(503).body("channel", is("api")));
        soon(() -> suite.shop().get("/api/orders").then().statusCode(503).body("channel", is("api")));
        suite.management(Service.AVAILABILITY).get("/q/health/ready").then().statusCode(200)
                .body("checks.data.state", hasItem("degraded"));
    }

    @Test
    void withoutPostgresPingsAndBeaconAnswerAndWritesSayWhenToTryAgain() {
        stop("postgres");
        soon(() -> ping().statusCode(200).body("online", is(true)));
        suite.gateway().get("/api/client/availability").then().statusCode(200).body("available", greaterThanOrEqualTo(1));
        soon(() -> heartbeat().statusCode(200));
        suite.gateway().get("/api/orders").then().statusCode(200);
        offline().statusCode(503).contentType("application/problem+json").header("Retry-After", notNullValue());
        suite.gateway(mitra, "mitra").post("/api/mitra/status/offline").then().statusCode(503).header("Retry-After",
                notNullValue());
        suite.internal(Service.DISPATCHER).contentType("application/json")
                .body(Map.of("method", "POST", "uri", "http://127.0.0.1:9/", "body", "x", "successCode", 200))
                .post("/internal/v1/requests").then().statusCode(503).header("Retry-After", notNullValue());
        suite.gateway("oscar", "operator").get("/admin/api/heartbeat").then().statusCode(200);
        suite.gateway().get("/status/maintenance").then().statusCode(200);
    }

    @Test
    void withoutObservabilityTheShopIsUnaffected() {
        stop("observability");
        for (int i = 0; i < 50; i++) {
            suite.gateway().get("/api/orders").then().statusCode(200);
        }
    }

    @Test
    void withoutMaintenanceServiceGateAndKitStand() {
        offline().statusCode(200);
        soon(() -> suite.gateway().get("/api/orders").then().statusCode(503));
        stop("maintenance");
        suite.gateway().get("/api/orders").then().statusCode(503).body("channel", is("api"));
        suite.shop().get("/api/orders").then().statusCode(503).body("channel", is("api"));
        suite.gateway().get("/partner/articles").then().statusCode(200);
    }

    @Test
    void withoutTheAgentNginxStillAnswersAndForgetsNothingOverARestart() throws InterruptedException {
        offline().statusCode(200);
        soon(() -> suite.gateway().get("/api/orders").then().statusCode(503));
        stop("gateway-agent");
        suite.gateway().get("/api/orders").then().statusCode(503).contentType("application/problem+json")
                .header("Retry-After", notNullValue()).body("channel", is("api"));
        Supervised gateway = suite.process("gateway");
        gateway.hold();
        gateway.release();
        soon(() -> suite.gateway().get("/api/orders").then().statusCode(503).body("channel", is("api")));
    }

    @Test
    void withoutTheShopTheGatewaySaysSo() {
        stop("demo-shop");
        suite.gateway().get("/api/orders").then().statusCode(502).contentType("application/problem+json");
        suite.gateway().get("/status/maintenance").then().statusCode(200);
    }

    private void stop(String name) {
        stopped = suite.process(name);
        stopped.hold();
    }

    private ValidatableResponse ping() {
        return suite.gateway(mitra, "mitra").post("/api/mitra/status/heartbeat").then();
    }

    private ValidatableResponse heartbeat() {
        return suite.gateway().contentType("application/json").body(Map.of("sessionId", "session-" + UUID.randomUUID()))
                .post("/api/v1/heartbeat").then();
    }

    private ValidatableResponse offline() {
        return suite.gateway("alice", "admin").contentType("application/json").body("{\"channels\":[\"api\"]}")
                .put("/admin/api/maintenance/offline").then();
    }

    private static void soon(ThrowingRunnable assertion) {
        await().atMost(20, SECONDS).untilAsserted(assertion);
    }
}
