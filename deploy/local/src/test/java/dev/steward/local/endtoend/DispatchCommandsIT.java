package dev.steward.local.endtoend;

import static dev.steward.local.endtoend.Steward.assertFails;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.migrate.Service;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Operating the dispatcher from the command line, against the running suite. */
class DispatchCommandsIT {
    private final RunningSuite suite = RunningSuite.with(1);
    private final Steward steward = new Steward(suite);

    @Test
    void handlesOneNowAndTellsSuccessFailureOrInvalid() throws Exception {
        try (var receiver = Receiver.answering(500, 500, 200)) {
            String id = waiting(receiver, Map.of("attemptLimit", 5));

            assertFails(1, "attempt 2 of 5 failed: answered 500 after", steward.here("dispatch", "handle", id));
            assertFails(0, "Request " + id + ": delivered. Answered 200.", steward.here("dispatch", "handle", id));
            assertFails(0, "delivered. Answered 200. (before this call)", steward.here("dispatch", "handle", id));
            assertFails(3, "delivered already", steward.here("dispatch", "retry", id));
        }
        try (var receiver = Receiver.answering(500, 418)) {
            String id = waiting(receiver, Map.of("attemptLimit", 5));

            assertFails(3, "stopped. Answered 418, a stop code.", steward.here("dispatch", "handle", id));
            assertFails(3, "(before this call)", steward.here("dispatch", "handle", id));
        }
        try (var receiver = Receiver.answering(500)) {
            String id = waiting(receiver, Map.of("attemptLimit", 2));

            assertFails(1, "No attempt is left of 2", steward.here("dispatch", "handle", id));
        }
    }

    @Test
    void putsADeadLetterBack() throws Exception {
        try (var receiver = Receiver.answering(500, 200)) {
            String id = enqueued(receiver, Map.of("attemptLimit", 1));
            await().atMost(10, SECONDS).until(() -> state(id).equals("FAILED"));

            assertFails(0, "is pending: attempt 2 of 2", steward.here("dispatch", "retry", id));
            await().atMost(10, SECONDS).until(() -> state(id).equals("DELIVERED"));
        }
    }

    @Test
    void putsDeadLettersBackThroughTheGateway() throws Exception {
        try (var receiver = Receiver.answering(500, 200)) {
            String id = enqueued(receiver, Map.of("attemptLimit", 1));
            await().atMost(10, SECONDS).until(() -> state(id).equals("FAILED"));

            suite.gateway("alice", "admin").contentType("application/json")
                    .body(Map.of("filter", Map.of("destination", receiver.url("/"))))
                    .post("/admin/api/dispatcher/requests:redrive").then().statusCode(200).body("redriven", is(1));
            await().atMost(10, SECONDS).until(() -> state(id).equals("DELIVERED"));
        }
    }

    @Test
    void tellsHowTheQueueIsHereAndElsewhere() throws Exception {
        try (var receiver = Receiver.answering(500)) {
            String id = waiting(receiver, Map.of("attemptLimit", 5));
            String origin = receiver.url("");

            Steward.Called table = steward.here("dispatch", "queue");
            assertEquals(0, table.exitCode(), table.output());
            assertTrue(table.output().matches("(?s)state +requests\\npending +[1-9].*Oldest due: .*" + origin + " +1 +0 .*"),
                    table.output());

            Steward.Called json = steward.elsewhere(suite.url(""), suite.token("oscar", "operator"), "dispatch", "queue",
                    "--json");
            assertEquals(1, JsonPath.from(json.output()).getInt("destinations.find { it.origin == '" + origin + "' }.pending"));
            assertFails(1, "lacks the role",
                    steward.elsewhere(suite.url(""), suite.token("oscar", "operator"), "dispatch", "handle", id));
        }
    }

    @Test
    void waitsForAnAttemptOnlySoLong() throws Exception {
        try (var receiver = Receiver.answering(500)) {
            String id = waiting(receiver, Map.of("attemptLimit", 5));
            String destination = suite.gateway("alice", "admin").get("/admin/api/dispatcher/destinations?limit=500").then()
                    .extract().path("items.find { it.origin == '" + receiver.url("") + "' }.id");
            suite.gateway("alice", "admin").contentType("application/json").body("{\"paused\": true}")
                    .patch("/admin/api/dispatcher/destinations/" + destination).then().statusCode(200);

            assertFails(1, "its destination is paused or busy", steward.here("dispatch", "handle", id, "--timeout", "2s"));
        }
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertFails(1, "There is no request", steward.here("dispatch", "handle", UUID.randomUUID().toString()));
        assertFails(2, "Invalid value for positional parameter", steward.here("dispatch", "handle", "4711"));
    }

    /** One that has failed once, and is not sent again soon. */
    private String waiting(Receiver receiver, Map<String, Object> more) {
        String id = enqueued(receiver, more);
        await().atMost(10, SECONDS).until(() -> suite.gateway("oscar", "operator").get("/admin/api/dispatcher/requests/" + id)
                .<Integer>path("attemptCount") == 1);
        return id;
    }

    private String enqueued(Receiver receiver, Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of("method", "POST", "uri", receiver.url("/hook"), "body", "a.b.c",
                "successCode", 200, "attemptIntervalSeconds", 3600));
        body.putAll(more);
        return suite.internal(Service.DISPATCHER).contentType("application/json").body(body).post("/internal/v1/requests")
                .then().statusCode(201).extract().path("id");
    }

    private String state(String id) {
        return suite.gateway("oscar", "operator").get("/admin/api/dispatcher/requests/" + id).path("state");
    }
}
