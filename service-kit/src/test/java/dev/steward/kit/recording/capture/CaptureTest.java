package dev.steward.kit.recording.capture;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.infra.test.TestTokens;
import dev.steward.kit.recording.IngestServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is recorded of real requests, as it arrives where observability-service would be. */
@QuarkusTest
@TestProfile(RecordingProfile.class)
class CaptureTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TestHTTPResource("/")
    URI base;

    IngestServer ingest;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String traceId;

    @BeforeEach
    void newTrace() {
        traceId = "%032x".formatted(0xabc000 + NUMBERS.incrementAndGet());
        ingest.answers(202);
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

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
    void recordsAnswersWithoutABody() throws Exception {
        send(request("api/items/1").HEAD());
        JsonNode head = recorded();
        assertEquals("HEAD", head.at("/request/method").asText());
        assertEquals(0, head.at("/response/body/size").asInt());
        newTrace();
        assertEquals(204, send(request("api/empty")).statusCode());
        assertEquals(0, recorded().at("/response/body/size").asInt());
    }

    @Test
    void keepsTheBeginningOfAStreamAndTheDigestOfAllOfIt() throws Exception {
        HttpResponse<byte[]> answer = client.send(request("api/chunks?count=40").build(), BodyHandlers.ofByteArray());
        JsonNode body = recorded().at("/response/body");
        assertEquals(40 * RecordedResource.CHUNK, body.path("size").asLong());
        assertEquals(sha256(answer.body()), body.path("sha256").asText());
        assertTrue(body.path("text").isNull(), "zeros are no text");
    }

    @Test
    void cutsALargeTextAndSaysSo() throws Exception {
        send(request("api/whole?size=100000"));
        JsonNode body = recorded().at("/response/body");
        assertEquals(100_000, body.path("size").asInt());
        assertTrue(body.path("truncated").asBoolean());
        assertTrue(body.path("text").asText().length() <= 2 * 16 * 1024);
        assertTrue(body.path("text").asText().startsWith("good news, "));
    }

    @Test
    void anUploadOf50MegabytesLeavesNoMoreThanItsBeginning() throws Exception {
        byte[] chunk = "0123456789abcdef".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < 50; i++) {
            digest.update(chunk);
        }
        HttpResponse<String> answer = send(request("api/upload").header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofByteArrays(Collections.nCopies(50, chunk))));
        assertEquals(String.valueOf(50L * chunk.length), answer.body());
        JsonNode body = recorded().at("/request/body");
        assertEquals(50L * chunk.length, body.path("size").asLong());
        assertEquals(HexFormat.of().formatHex(digest.digest()), body.path("sha256").asText());
        assertTrue(body.path("text").asText().length() <= 2 * 16 * 1024);
    }

    @Test
    void recordsAStreamThatTheClientLeaves() throws Exception {
        try (Socket socket = connect()) {
            write(socket, "GET /api/endless HTTP/1.1\r\nHost: x\r\ntraceparent: " + traceparent() + "\r\n\r\n");
            InputStream in = socket.getInputStream();
            assertNotEquals(-1, in.read());
            in.readNBytes(400);
        }
        JsonNode record = assertFailed(200, "/api/endless");
        assertTrue(record.at("/response/aborted").asBoolean());
        assertTrue(record.at("/response/body/text").asText().startsWith("tick 0"), record.toString());
    }

    @Test
    void recordsARequestThatWasNeverAnswered() throws Exception {
        try (Socket socket = connect()) {
            write(socket, "GET /api/silent HTTP/1.1\r\nHost: x\r\ntraceparent: " + traceparent() + "\r\n\r\n");
            await().pollDelay(Duration.ofMillis(150)).until(() -> true);
        }
        JsonNode record = recorded();
        assertTrue(record.at("/response/status").isNull());
        assertTrue(record.at("/response/aborted").asBoolean());
        assertEquals("failed", record.at("/sampled/reason").asText());
    }

    @Test
    void recordsAnUploadThatTheClientBreaksOff() throws Exception {
        try (Socket socket = connect()) {
            write(socket, "POST /api/upload HTTP/1.1\r\nHost: x\r\ntraceparent: " + traceparent()
                    + "\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\nonly this");
            await().pollDelay(Duration.ofMillis(150)).until(() -> true);
        }
        JsonNode record = recorded();
        assertTrue(record.at("/response/aborted").asBoolean());
        assertEquals(5000, record.at("/request/body/size").asInt());
        assertTrue(record.at("/request/body/truncated").asBoolean());
        assertTrue(record.at("/request/body/sha256").isNull());
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

    private JsonNode assertFailed(int status, String route) {
        JsonNode record = recorded();
        assertEquals(status, record.at("/response/status").asInt());
        assertEquals(route, record.at("/request/route").asText(""));
        assertEquals("failed", record.at("/sampled/reason").asText());
        return record;
    }

    private JsonNode recorded() {
        await().atMost(PATIENCE).until(() -> ingest.records().stream().anyMatch(mine()));
        return ingest.records().stream().filter(mine()).findFirst().orElseThrow();
    }

    private Predicate<JsonNode> mine() {
        String id = traceId;
        return record -> record.path("traceId").asText().equals(id);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve("/" + path)).header("traceparent", traceparent());
    }

    private String traceparent() {
        return "00-" + traceId + "-00f067aa0ba902b7-01";
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private Socket connect() throws IOException {
        return new Socket("127.0.0.1", base.getPort());
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static List<String> header(JsonNode headers, String name) {
        return headers.valueStream().filter(pair -> pair.path(0).asText().equalsIgnoreCase(name))
                .map(pair -> pair.path(1).asText()).toList();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
