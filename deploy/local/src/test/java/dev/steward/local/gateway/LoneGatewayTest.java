package dev.steward.local.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.ValidatableResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nginx decides and answers with nobody left to ask. A request that passes the gate finds no service: 502. */
class LoneGatewayTest {
    private static final Map<String, String> API_CLOSED = Map.of("STEWARD_MAINTENANCE_CLOSED_ON_UNKNOWN", "api, partner");

    @TempDir
    Path prefix;

    @Test
    void withoutAnyStateAChannelIsOpenOrClosedAsConfigured() throws Exception {
        try (var gateway = new LoneGateway(prefix, API_CLOSED).start()) {
            gateway.request().get("/api/orders").then().statusCode(503).contentType("application/problem+json")
                    .header("Retry-After", notNullValue()).header("Cache-Control", "no-store")
                    .body("type", is("urn:steward:problem:maintenance"))
                    .body("channel", is("api")).body("startedAt", nullValue()).body("backOnlineAt", nullValue());
            gateway.request().get("/").then().statusCode(502);
        }
    }

    @Test
    void theLastStateOnDiskHoldsFromTheFirstRequestOn() throws Exception {
        try (var gateway = new LoneGateway(prefix, Map.of())) {
            gateway.state(closed(7, 0, past(), "null", false));
            gateway.start();
            problem(gateway).body("revision", is(7));
            gateway.request().accept("text/html").get("/api/orders").then().statusCode(503)
                    .contentType("text/html;charset=UTF-8")
                    .body(containsString("<h1>Closed</h1>"));
            gateway.request().get("/partner/articles").then().statusCode(502);
        }
    }

    @Test
    void aStateThatCannotBeReadIsSaidInTheLogAndReplacedByTheNextOne() throws Exception {
        try (var gateway = new LoneGateway(prefix, Map.of())) {
            gateway.state("{\"revision\": 7, \"channels\": {\"api\"");
            gateway.start();
            gateway.request().get("/api/orders").then().statusCode(502);
            assertTrue(Files.readString(gateway.log()).contains("the gate state on disk cannot be used"));
            gateway.control().body(closed(8, 0, past(), "null", false)).put("/gate").then().statusCode(200)
                    .body("revision", is(8));
            problem(gateway);
        }
    }

    @Test
    void aReloadForgetsNothingAlsoWithAnOlderStateOnDisk() throws Exception {
        try (var gateway = new LoneGateway(prefix, Map.of()).start()) {
            gateway.control().body(closed(8, 0, past(), "null", false)).put("/gate").then().statusCode(200);
            gateway.state(open(7));
            gateway.reload();
            for (int request = 0; request < 50; request++) {
                problem(gateway).body("revision", is(8));
            }
        }
    }

    @Test
    void refusesWhatIsNoDocumentAndKeepsTheNewest() throws Exception {
        try (var gateway = new LoneGateway(prefix, Map.of()).start()) {
            gateway.control().body(closed(8, 0, past(), "null", false)).put("/gate").then().statusCode(200);
            for (String broken : new String[]{"", "[]", "{}", "{\"revision\":\"9\",\"channels\":{},\"clockOffset\":0}", "\0"}) {
                gateway.control().body(broken).put("/gate").then().statusCode(422);
            }
            gateway.control().body(open(7)).put("/gate").then().statusCode(200).body("revision", is(8));
            problem(gateway);
            gateway.control().body(open(9)).put("/gate").then().statusCode(200).body("revision", is(9));
            gateway.request().get("/api/orders").then().statusCode(502);
        }
    }

    @Test
    void aScheduledEdgeNeedsNobody() throws Exception {
        try (var gateway = new LoneGateway(prefix, Map.of()).start()) {
            double start = seconds(Instant.now().plusMillis(1_500));
            gateway.control().body(closed(8, 0, start, Double.toString(start + 1.5), false)).put("/gate").then()
                    .statusCode(200);
            gateway.request().get("/api/orders").then().statusCode(502);
            await().atMost(3, SECONDS).untilAsserted(() -> problem(gateway));
            assertTrue(seconds(Instant.now()) >= start, "not before its time");
            await().atMost(3, SECONDS).untilAsserted(() -> gateway.request().get("/api/orders").then().statusCode(502));
            assertTrue(seconds(Instant.now()) >= start + 1.5, "not before its time");
        }
    }

    @Test
    void aClockThatIsWrongIsCorrected() throws Exception {
        try (var gateway = new LoneGateway(prefix, Map.of()).start()) {
            double inFourMinutes = seconds(Instant.now().plusSeconds(240));
            gateway.control().body(closed(8, 0, inFourMinutes, "null", false)).put("/gate").then().statusCode(200);
            gateway.request().get("/api/orders").then().statusCode(502);
            gateway.control().body(closed(8, 300, inFourMinutes, "null", false)).put("/gate").then().statusCode(200);
            problem(gateway);
        }
    }

    @Test
    void whileItDrainsRunningSessionsPassAndNobodyElse() throws Exception {
        try (var gateway = new LoneGateway(prefix, Map.of()).start()) {
            gateway.control().body(closed(8, 0, past(), "null", true)).put("/gate").then().statusCode(200);
            problem(gateway);
            gateway.request().header("Cookie", "a=b; sid=1").get("/api/orders").then().statusCode(502);
            gateway.request().header("Cookie", "xsid=1").get("/api/orders").then().statusCode(503);
            gateway.request().get("/api/webhooks/pay").then().statusCode(502);
            gateway.request().get("/api/webhooksx").then().statusCode(503);
        }
    }

    @Test
    void nobodyPassesOnAWordThatNobodyCanCheck() throws Exception {
        try (var gateway = new LoneGateway(prefix, Map.of()).start()) {
            gateway.control().body(closed(8, 0, past(), "null", false)).put("/gate").then().statusCode(200);
            gateway.request().header("Authorization", "Bearer x.y.z").get("/api/orders").then().statusCode(503);
            gateway.request().header("Steward-Bypass", "x").get("/api/orders").then().statusCode(503);
            gateway.request().header("Cookie", "steward-bypass-api=x").get("/api/orders").then().statusCode(503);
            gateway.request().header("Steward-Channel", "").header("X-Forwarded-For", "127.0.0.1").get("/api/orders").then()
                    .statusCode(503);
        }
    }

    @Test
    void answersAPreflightAsIfNothingWereWrong() throws Exception {
        try (var gateway = new LoneGateway(prefix, Map.of()).start()) {
            gateway.control().body(closed(8, 0, past(), "null", false)).put("/gate").then().statusCode(200);
            gateway.request().header("Origin", "https://shop.example").header("Access-Control-Request-Method", "PUT")
                    .options("/api/orders").then().statusCode(204)
                    .header("Access-Control-Allow-Origin", "https://shop.example")
                    .header("Access-Control-Allow-Methods", "PUT");
        }
    }

    private static ValidatableResponse problem(LoneGateway gateway) {
        return gateway.request().accept("application/json").get("/api/orders").then().statusCode(503)
                .contentType("application/problem+json").header("Retry-After", notNullValue()).body("channel", is("api"));
    }

    private static double past() {
        return seconds(Instant.now().minusSeconds(60));
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }

    private static String open(long revision) {
        return "{\"revision\": %d, \"clockOffset\": 0, \"channels\": {}}".formatted(revision);
    }

    /** A document with one closed span of the API, and an announcement before it. */
    private static String closed(long revision, int clockOffset, double from, String until, boolean draining) {
        return """
                {"revision": %1$d, "clockOffset": %2$d, "channels": {"api": {
                  "html": true, "retryFloor": 30, "retryUnknown": 300, "retryJitter": 0.1,
                  "exempt": ["/api/webhooks"], "sessionCookies": ["sid"],
                  "announcements": [{"from": 0, "until": %3$.3f, "text": "starts=@1"}],
                  "spans": [{"from": %3$.3f, "until": %4$s, "draining": %5$b, "backOnline": null,
                    "page": "<h1>Closed</h1>",
                    "problem": "{\\"title\\": \\"Offline for maintenance\\", \\"revision\\": %1$d}"}]}}}
                """.formatted(revision, clockOffset, from, until, draining);
    }
}
