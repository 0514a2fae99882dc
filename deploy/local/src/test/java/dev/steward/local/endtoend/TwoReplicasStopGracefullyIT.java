package dev.steward.local.endtoend;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.steward.local.supervision.Supervised;
import dev.steward.migrate.Service;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replica that is told to stop loses nothing: whoever calls through the gateway does not notice. */
class TwoReplicasStopGracefullyIT {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
    private static final int REPLICA = 1;

    private final RunningSuite suite = RunningSuite.with(2);
    private Traffic traffic;

    @BeforeEach
    void prepareTraffic() {
        String mitra = suite.internal(Service.AVAILABILITY).contentType("application/json")
                .body(Map.of("displayName", "Ayu", "maxConcurrent", 2)).post("/internal/v1/mitras").then().statusCode(201)
                .extract().path("id");
        String delivery = suite.internal(Service.DISPATCHER).contentType("application/json")
                .body(Map.of("method", "POST", "uri", "http://127.0.0.1:9/", "body", "x", "successCode", 200))
                .post("/internal/v1/requests").then().statusCode(201).extract().path("id");
        String ping = suite.token(mitra, "mitra");
        String alice = suite.token("alice", "admin");
        traffic = new Traffic(List.of(
                get("/status/maintenance", null),
                to("/admin/api/maintenance/offline?channel=partner", alice).DELETE().build(),
                post("/api/v1/heartbeat", null, "{\"sessionId\":\"session-0123456789\"}"),
                post("/api/mitra/status/heartbeat", ping, ""),
                get("/api/client/availability", null),
                get("/admin/api/traffic?limit=1", alice),
                get("/admin/api/dispatcher/queue", alice),
                post("/admin/api/dispatcher/requests/" + delivery + "/cancel", alice, ""),
                get("/api/orders?limit=1", null),
                post("/api/orders", null, "{\"article\":\"lamp\"}")));
    }

    @Test
    void oneReplicaAfterTheOtherIsReplacedWithoutALostRequest() throws Throwable {
        traffic.during(() -> {
            for (Service service : Service.values()) {
                Supervised replica = suite.process(service.schema(), REPLICA);
                long began = System.nanoTime();
                replica.hold();
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                assertTrue(took.compareTo(LONGEST_STOP) < 0, service + " took " + took);
                replica.release();
            }
            // Back in the gateway's turn.
            for (Service service : Service.values()) {
                await().atMost(2, MINUTES).untilAsserted(() -> suite.management(suite.ports().service(service, REPLICA))
                        .get("/q/metrics").then().body(containsString("http_server_request_duration_seconds_count")));
            }
        });
    }

    @Test
    void anInterruptIsAsGracefulAsATermination() throws Throwable {
        assumeFalse(interruptsAreIgnored(),
                "This run was started in the background, where a shell has SIGINT ignored, and so do "
                        + "all processes that it starts: run it in the foreground to try SIGINT.");
        String name = Service.AVAILABILITY.schema();
        traffic.during(() -> {
            var before = suite.entry(name, REPLICA);
            ProcessHandle process = before.process().handle().orElseThrow();
            new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor();
            process.onExit().get(LONGEST_STOP.toSeconds(), SECONDS);
            await().atMost(2, MINUTES).until(() -> suite.entry(name, REPLICA).restarts() > before.restarts()
                    && suite.entry(name, REPLICA).state().equals("ready"));
        });
    }

    /** By the kernel's mask of ignored signals, in which SIGINT is the second bit. */
    private static boolean interruptsAreIgnored() throws IOException {
        String mask = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("SigIgn:"))
                .findFirst().orElseThrow().substring("SigIgn:".length()).strip();
        return (Long.parseUnsignedLong(mask, 16) & 2) != 0;
    }

    private HttpRequest get(String path, String token) {
        return to(path, token).build();
    }

    private HttpRequest post(String path, String token, String body) {
        return to(path, token).POST(BodyPublishers.ofString(body)).build();
    }

    private HttpRequest.Builder to(String path, String token) {
        return Traffic.to("http://127.0.0.1:" + suite.ports().gatewayPort() + path, token);
    }
}
