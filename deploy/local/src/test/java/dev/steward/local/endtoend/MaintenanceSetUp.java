package dev.steward.local.endtoend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is offline while a case is tried. */
enum MaintenanceSetUp {
    @JsonProperty("online")
    ONLINE {
        @Override
        void make(RunningSuite suite) {}
    },
    /** All channels go offline in an hour. */
    @JsonProperty("scheduled")
    SCHEDULED {
        @Override
        void make(RunningSuite suite) {
            Instant start = Instant.now().plus(Duration.ofHours(1));
            suite.gateway("alice", "admin").contentType("application/json")
                    .body(Map.of("startsAt", start.toString(), "backOnlineAt", start.plusSeconds(3600).toString()))
                    .post("/admin/api/maintenance/windows").then().statusCode(201);
        }

        @Override
        void awaitAt(Response answer) {
            assertNotNull(answer.header("Maintenance-Announcement"));
        }
    },
    /** All channels, for nobody knows how long. */
    @JsonProperty("offline")
    OFFLINE {
        @Override
        void make(RunningSuite suite) {
            offline(suite, Map.of());
        }
    },
    /** All channels, with a back-online time and a message in which everything must be escaped. */
    @JsonProperty("offline-until")
    OFFLINE_UNTIL {
        @Override
        void make(RunningSuite suite) {
            offline(suite, Map.of("backOnlineAt", Instant.now().plus(Duration.ofMinutes(40)).toString(), "message", MESSAGE));
        }
    },
    @JsonProperty("api-only")
    API_ONLY {
        @Override
        void make(RunningSuite suite) {
            offline(suite, Map.of("channels", List.of("api")));
        }
    },
    /** All channels, and the back-online time is over. */
    @JsonProperty("overrun")
    OVERRUN {
        @Override
        void make(RunningSuite suite) {
            Instant soon = Instant.now().plusMillis(1_500);
            offline(suite, Map.of("backOnlineAt", soon.toString()));
            await().atMost(5, SECONDS).until(() -> Instant.now().isAfter(soon.plusMillis(200)));
        }
    },
    /** The partner channel within its grace, which the build gives it for these tests. */
    @JsonProperty("draining")
    DRAINING {
        @Override
        void make(RunningSuite suite) {
            offline(suite, Map.of("channels", List.of("partner")));
        }
    },
    /** The same after it. */
    @JsonProperty("drained")
    DRAINED {
        @Override
        void reach(RunningSuite suite) {
            await().atMost(20, SECONDS).until(() -> suite.gateway().get("/status/maintenance").then().extract()
                    .path("channels.find { it.channel == 'partner' }.state").equals("OFFLINE"));
        }

        @Override
        void make(RunningSuite suite) {}
    };

    static final String MESSAGE = "Größerer Umzug 🚲: \"{back}\" & {title} – it's <3 $1 \\n";
    private static final Map<String, String> SHOWN_AT = Map.of("storefront", "/", "api", "/api/orders", "partner",
            "/partner/articles");

    /** Leaves whatever was before, and returns when the gateway and the shop both follow. */
    void reach(RunningSuite suite) {
        online(suite);
        make(suite);
        JsonPath status = suite.gateway().get("/status/maintenance").then().statusCode(200).extract().jsonPath();
        await().atMost(5, SECONDS).untilAsserted(() -> SHOWN_AT.forEach((channel, path) -> {
            boolean open = status.getString("channels.find { it.channel == '" + channel + "' }.startedAt") == null;
            for (RequestSpecification at : List.of(suite.gateway(), suite.shop())) {
                Response answer = at.accept("application/json").get(path);
                assertEquals(open ? 200 : 503, answer.statusCode(), channel);
                awaitAt(answer);
                if (!open) {
                    assertEquals(status.getLong("revision"), answer.jsonPath().getLong("revision"));
                }
            }
        }));
    }

    abstract void make(RunningSuite suite);

    void awaitAt(Response answer) {
        assertNull(answer.header("Maintenance-Announcement"));
    }

    /** Ends and calls off all windows. */
    static void online(RunningSuite suite) {
        List<String> scheduled = suite.gateway("oscar", "operator").get("/admin/api/maintenance/windows?state=SCHEDULED").then()
                .statusCode(200).extract().path("items.id");
        scheduled.forEach(id -> suite.gateway("alice", "admin").contentType("application/json")
                .post("/admin/api/maintenance/windows/" + id + "/cancel").then()
                .statusCode(200));
        suite.gateway("alice", "admin").delete("/admin/api/maintenance/offline").then().statusCode(200);
    }

    private static void offline(RunningSuite suite, Map<String, Object> request) {
        suite.gateway("alice", "admin").contentType("application/json").body(request).put("/admin/api/maintenance/offline")
                .then().statusCode(200);
    }
}
