package dev.steward.kit.maintenance;

import static dev.steward.kit.maintenance.Windows.NOON;
import static dev.steward.kit.maintenance.Windows.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.kit.json.WireJson;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class MaintenanceModeResponderTest {
    private final MaintenanceModeResponder responder = new MaintenanceModeResponder(Optional.empty(), ZoneOffset.UTC);

    @Test
    void tellsProgramsEverythingAsData() throws Exception {
        MaintenanceAnswer answer = answer("api", "application/json", offline("api", at(30), "moving <b>house</b>"));
        JsonNode problem = WireJson.MAPPER.readTree(answer.body());
        assertEquals(503, answer.status());
        assertEquals("application/problem+json", answer.headers().get("Content-Type"));
        assertEquals("no-store", answer.headers().get("Cache-Control"));
        assertTrue(answer.headers().get("Vary").startsWith("Accept"));
        assertEquals("urn:steward:problem:maintenance", problem.get("type").asText());
        assertEquals("api", problem.get("channel").asText());
        assertEquals(at(-5).toString(), problem.get("startedAt").asText());
        assertEquals(at(30).toString(), problem.get("backOnlineAt").asText());
        assertTrue(problem.get("estimated").asBoolean());
        assertEquals("moving <b>house</b>", problem.get("message").asText());
        assertEquals(7, problem.get("revision").asLong());
        assertEquals("t1", problem.get("traceId").asText());
    }

    @Test
    void saysNullWhenTheTimeIsNotKnown() throws Exception {
        JsonNode problem = WireJson.MAPPER.readTree(answer("api", null, offline("api", null, null)).body());
        assertTrue(problem.has("backOnlineAt") && problem.get("backOnlineAt").isNull());
        assertTrue(problem.has("message") && problem.get("message").isNull());
    }

    @Test
    void givesPeopleAPageThatCannotBeInjected() {
        MaintenanceAnswer answer = answer("storefront", "text/html",
                offline("storefront", at(30), "<script>alert('x')</script>"));
        assertTrue(answer.headers().get("Content-Type").startsWith("text/html"));
        assertTrue(answer.body().contains("<time datetime=\"2030-06-01T12:30:00Z\">"));
        assertFalse(answer.body().contains("<script>alert"));
        assertTrue(answer.body().contains("&lt;script&gt;"));
    }

    @RepeatedTest(50)
    void asksToComeBackNeverInThePastAndNotAllAtOnce() {
        assertBetween(1800, 1980, retryAfter(at(30)));
        assertBetween(30, 33, retryAfter(at(-30)));
        assertBetween(300, 330, retryAfter(null));
    }

    @Test
    void answersAPreflightAsIfNothingWereWrong() {
        MaintenanceRequest preflight = new MaintenanceRequest("api", "OPTIONS", "/api/orders", "t1", null, null,
                "https://shop.example", "POST", "content-type, authorization");
        MaintenanceAnswer answer = answer(preflight, offline("api", null, null));
        assertEquals(204, answer.status());
        assertEquals("https://shop.example", answer.headers().get("Access-Control-Allow-Origin"));
        assertEquals("POST", answer.headers().get("Access-Control-Allow-Methods"));
        assertEquals("content-type, authorization", answer.headers().get("Access-Control-Allow-Headers"));
    }

    @Test
    void letsABrowserApplicationReadTheAnswer() {
        MaintenanceRequest request = new MaintenanceRequest("api", "POST", "/api/orders", "t1", null, null,
                "https://shop.example", null, null);
        MaintenanceAnswer answer = answer(request, offline("api", null, null));
        assertEquals(503, answer.status());
        assertTrue(answer.headers().get("Access-Control-Expose-Headers").contains("Retry-After"));
    }

    private static void assertBetween(long low, long high, long actual) {
        assertTrue(low <= actual && actual <= high, actual + " is not in " + low + ".." + high);
    }

    private long retryAfter(Instant backOnlineAt) {
        return Long.parseLong(answer("api", null, offline("api", backOnlineAt, null)).headers().get("Retry-After"));
    }

    private MaintenanceAnswer answer(String channel, String accept, ChannelState state) {
        return answer(new MaintenanceRequest(channel, "GET", "/x", "t1", accept, null, null, null, null), state);
    }

    private MaintenanceAnswer answer(MaintenanceRequest request, ChannelState state) {
        ChannelPolicy policy = ChannelPolicy.standard(request.channel(), request.channel().equals("storefront"));
        return responder.answer(request, state, policy, 7, NOON);
    }

    private static ChannelState offline(String channel, Instant backOnlineAt, String message) {
        return new ChannelState(channel, ChannelState.State.OFFLINE, null, at(-5), backOnlineAt, true, false, message);
    }
}
