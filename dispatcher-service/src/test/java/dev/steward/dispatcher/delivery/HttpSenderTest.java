package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.delivery.SenderFixture.LONG;
import static dev.steward.dispatcher.delivery.SenderFixture.TRACE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Receiver;
import io.vertx.core.json.JsonObject;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSenderTest {
    private final SenderFixture under = new SenderFixture();

    @AfterEach
    void close() {
        under.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void sendsTheBodyOfTheContract(String method) {
        Attempt attempt = under.send(
                Tasks.with(new Task.Content(method, under.receiver().url() + "/a/b?c=%20d", "a.\"b\".c", Map.of("X-Shop", "1"),
                        TRACE), LONG));

        assertEquals(new Outcome.Answered(200, ""), attempt.outcome());
        Receiver.Received received = under.receiver().only();
        assertEquals(method, received.method());
        assertEquals("/a/b?c=%20d", received.uri());
        assertEquals("application/json", received.headers().get("Content-Type"));
        assertEquals("1", received.headers().get("X-Shop"));
        assertEquals("steward-dispatcher", received.headers().get("User-Agent"));
        assertTrue(received.headers().get("traceparent").matches("00-" + TRACE + "-[0-9a-f]{16}-01"));
        assertEquals(new JsonObject("""
                {"request": "a.\\"b\\".c",
                 "__task": {"createdAt": "2026-03-01T12:00:00.123456Z", "attempt": {"number": 3, "limit": 5, "interval": 10}}}
                """), received.json());
    }

    @Test
    void sendsAGetWithItsTokenAndWithoutABody() {
        under.send(Tasks.with(new Task.Content("GET", under.receiver().url(), "a.b.c", Map.of(), TRACE), LONG));

        Receiver.Received received = under.receiver().only();
        assertEquals("GET", received.method());
        assertEquals("/", received.uri());
        assertEquals("Bearer a.b.c", received.headers().get("Authorization"));
        assertEquals("", received.body());
        assertNull(received.headers().get("Content-Type"));
    }

    @Test
    void letsTheCallerNameItself() {
        under.send(Tasks.with(new Task.Content("POST", under.receiver().url(), "a.b.c", Map.of("user-agent", "shop/1"), TRACE),
                LONG));

        assertEquals(List.of("shop/1"), under.receiver().only().headers().getAll("User-Agent"));
    }

    @Test
    void keepsTheNameAndConnectsToTheAddressThatWasChecked() {
        assertEquals(new Outcome.Answered(200, ""), under.outcome("http://receiver.test:" + under.receiver().port() + "/"));

        assertEquals("receiver.test:" + under.receiver().port(), under.receiver().only().headers().get("Host"));
        assertEquals(1, under.lookups());
    }

    @Test
    void sendsNothingToANameThatLeadsToAForbiddenAddress() {
        assertEquals(new Outcome.Unsendable("10.0.0.1 is forbidden: the address is private."),
                under.outcome("http://mixed.test/"));
        assertEquals(new Outcome.Unsendable("169.254.169.254 is forbidden: the address is link-local."),
                under.outcome("http://metadata.test/"));
        assertEquals(new Outcome.Unsendable("127.0.0.2 is forbidden: the address is loopback."),
                under.outcome("http://127.0.0.2/"));
    }

    /** None is stored by this service; whoever writes one into the table harms that request alone. */
    @Test
    void sendsNothingToAUriThatNobodyCanRead() {
        Task task = Tasks.with(Tasks.task(), Tasks.post("http://[nobody/"));

        assertEquals(new Outcome.Unsendable("The URI cannot be parsed."), under.send(task).outcome());
    }

    @Test
    void takesANameThatNobodyKnowsForAFailureThatMayPass() {
        assertEquals(new Outcome.Unanswered("the host is unknown"), under.outcome("http://unknown.test/"));
    }

    @Test
    void saysThatANameIsLookedUpInVain() {
        assertEquals(new Outcome.Unanswered("the host was not looked up within 1 s"), under.outcome("http://silent.test/"));
    }

    @Test
    void followsNoRedirect() {
        under.receiver().answering(request -> request.response().setStatusCode(302)
                .putHeader("Location", under.receiver().url() + "/elsewhere").end("moved"));

        assertEquals(new Outcome.Answered(302, "moved"), under.outcome(under.receiver().url() + "/here"));
        assertEquals("/here", under.receiver().only().uri());
    }

    @Test
    void carriesNoCookieFromOneRequestToAnother() {
        under.receiver().answering(request -> request.response().putHeader("Set-Cookie", "session=1; Path=/").end());
        under.outcome(under.receiver().url());
        under.outcome(under.receiver().url());

        assertFalse(under.receiver().log().getLast().headers().contains("Cookie"));
    }

    @Test
    void saysThatAConnectionWasRefused() throws Exception {
        int port;
        try (var closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        Outcome outcome = under.outcome("http://127.0.0.1:" + port);

        assertTrue(assertInstanceOf(Outcome.Unanswered.class, outcome).error().contains("Connection refused"),
                outcome.toString());
    }
}
