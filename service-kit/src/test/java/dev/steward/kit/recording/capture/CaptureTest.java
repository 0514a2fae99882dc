package dev.steward.kit.recording.capture;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.infra.test.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is recorded of real requests, as it arrives where observability-service would be. */
@QuarkusTest
@TestProfile(RecordingProfile.class)
class CaptureTest extends Recorded {
    @Test
    void recordsTheWholeExchange() throws Exception {
        Instant before = Instant.now();
        HttpResponse<String> answer = send(request("api/echo?page=2&api_key=k-123").header("Content-Type", "application/json")
                .header("User-Agent", "test").header("Cookie", "sid=s-456").header("X-Shop", "north")
                .POST(BodyPublishers.ofString("{\"sku\":\"A-1\",\"password\":\"p-789\",\"customerRef\":\"c-012\"}")));
        assertEquals(200, answer.statusCode());
        JsonNode record = recorded();
        assertEquals(7, UUID.fromString(record.path("id").asText()).version());
        assertEquals("internal", record.path("api").asText());
        assertEquals("recorded", record.path("service").asText());
        assertTrue(Duration.between(before, Instant.parse(record.path("startedAt").asText())).abs().toSeconds() < 10);
        assertTrue(record.path("durationMicros").asLong() > 0);
        assertEquals("POST", record.at("/request/method").asText());
        assertEquals(base + "api/echo?page=2&api_key=***", record.at("/request/url").asText());
        assertEquals("/api/echo", record.at("/request/route").asText());
        assertEquals("127.0.0.1", record.at("/request/clientAddress").asText());
        assertEquals("test", record.at("/request/userAgent").asText());
        assertEquals(List.of("north"), header(record.at("/request/headers"), "X-Shop"));
        assertEquals(200, record.at("/response/status").asInt());
        assertFalse(record.at("/response/aborted").asBoolean());
        for (String message : List.of("request", "response")) {
            JsonNode body = record.path(message).path("body");
            assertTrue(body.path("text").asText().contains("\"sku\":\"A-1\""), body.toString());
            assertEquals(answer.body().length(), body.path("size").asInt());
            assertEquals(sha256(answer.body().getBytes(StandardCharsets.UTF_8)), body.path("sha256").asText());
            assertFalse(body.path("truncated").asBoolean());
        }
        assertEquals("rate", record.at("/sampled/reason").asText());
        assertEquals(1.0, record.at("/sampled/rate").asDouble());
        assertFalse(record.at("/redaction/rulesVersion").asText().isEmpty());
        assertTrue(record.at("/redaction/count").asInt() >= 6, record.path("redaction").toString());
        for (String secret : List.of("k-123", "s-456", "p-789", "c-012")) {
            assertFalse(record.toString().contains(secret), secret);
        }
    }

    @Test
    void knowsTheRouteTheCallerAndHisRoles() throws Exception {
        send(request("api/items/17").header("Authorization", "Bearer " + TestTokens.token("ada", "admin", "operator")));
        JsonNode anonymous = recorded();
        assertEquals("/api/items/{id}", anonymous.at("/request/route").asText());
        assertTrue(anonymous.path("user").isNull(), "nobody asked who it is, so that the token was not verified");
        newTrace();
        assertEquals(200,
                send(request("api/secret").header("Authorization", "Bearer " + TestTokens.token("ada", "admin"))).statusCode());
        JsonNode record = recorded();
        assertEquals("ada", record.at("/user/id").asText());
        assertEquals("admin", record.at("/user/roles/0").asText());
    }

    @Test
    void recordsWhatAuthenticationRefuses() throws Exception {
        assertEquals(401, send(request("api/secret")).statusCode());
        assertFailed(401, "/api/secret");
        newTrace();
        assertEquals(401, send(request("api/secret").header("Authorization", "Bearer not-a-token")).statusCode());
        assertFalse(assertFailed(401, "/api/secret").toString().contains("not-a-token"));
        newTrace();
        assertEquals(403, send(request("api/secret").header("Authorization", "Bearer " + TestTokens.token("bob", "operator")))
                .statusCode());
        assertEquals("bob", assertFailed(403, "/api/secret").at("/user/id").asText());
    }

    @Test
    void recordsWhatNobodyServes() throws Exception {
        assertEquals(404, send(request("api/nowhere")).statusCode());
        JsonNode record = assertFailed(404, "");
        assertTrue(record.at("/request/route").isNull());
        assertTrue(record.at("/response/body/text").asText().contains("urn:steward:problem:not-found"), record.toString());
    }

    @Test
    void recordsABodyThatIsTooLargeToBeRead() throws Exception {
        try (Socket socket = connect()) {
            write(socket, "POST /api/upload HTTP/1.1\r\nHost: x\r\ntraceparent: " + traceparent()
                    + "\r\nContent-Type: text/plain\r\nContent-Length: 90000000\r\n\r\nbeginning");
            assertTrue(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).endsWith("413"));
        }
        JsonNode record = assertFailed(413, "");
        assertEquals(90_000_000, record.at("/request/body/size").asLong());
        assertEquals("not read", record.at("/request/body/omitted").asText());
    }

    @Test
    void recordsTheExceptionBehindA500AndNotItsSecrets() throws Exception {
        assertEquals(500, send(request("api/fail")).statusCode());
        JsonNode exception = assertFailed(500, "/api/fail").path("exception");
        assertEquals("java.lang.IllegalStateException", exception.path("type").asText());
        assertTrue(exception.path("message").asText().startsWith("no stock"), exception.toString());
        assertTrue(exception.path("stackTrace").asText().contains("Caused by: java.io.IOException: disk"),
                exception.toString());
        assertFalse(exception.toString().contains("hunter2"));
    }

    @Test
    void takesAnExpectedFailureForAnAnswerAndNotForADefect() throws Exception {
        assertEquals(409, send(request("api/refuse")).statusCode());
        assertTrue(assertFailed(409, "/api/refuse").path("exception").isNull());
    }

    @Test
    void samplesSuccessesAndNeverFailuresOrSlowOnes() throws Exception {
        send(request("api/rare?ms=0"));
        newTrace();
        send(request("api/rare?ms=400"));
        assertEquals("slow", recorded().at("/sampled/reason").asText());
        newTrace();
        send(request("api/rare/nothing"));
        assertEquals("failed", recorded().at("/sampled/reason").asText());
        assertTrue(ingest.records().stream().noneMatch(record -> record.at("/request/url").asText().endsWith("ms=0")));
    }

    @Test
    void recordsNoOtherPath() throws Exception {
        assertEquals(200, send(request("other")).statusCode());
        String unrecorded = traceId;
        newTrace();
        send(request("api/items/1"));
        recorded();
        assertTrue(ingest.records().stream().noneMatch(record -> record.path("traceId").asText().equals(unrecorded)));
    }

    @Test
    void aRequestIsAnsweredTheSameWhileNobodyTakesRecordsAndNoneIsLost() throws Exception {
        ingest.stop();
        try {
            for (int i = 0; i < 20; i++) {
                assertEquals("item " + i, send(request("api/items/" + i)).body());
            }
        } finally {
            ingest.start();
        }
        await().atMost(PATIENCE).until(() -> ingest.records().stream().filter(mine()).count() == 20);
    }
}
