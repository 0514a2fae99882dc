package dev.steward.kit.recording.capture;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.kit.recording.IngestServer;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Sends requests, each with a trace of its own, and waits for its record. */
abstract class Recorded {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    static final Duration PATIENCE = Duration.ofSeconds(30);

    @TestHTTPResource("/")
    URI base;

    IngestServer ingest;

    final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    String traceId;

    @BeforeEach
    void newTrace() {
        traceId = "%032x".formatted(0xabc000 + NUMBERS.incrementAndGet());
        ingest.answers(202);
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    JsonNode assertFailed(int status, String route) {
        JsonNode record = recorded();
        assertEquals(status, record.at("/response/status").asInt());
        assertEquals(route, record.at("/request/route").asText(""));
        assertEquals("failed", record.at("/sampled/reason").asText());
        return record;
    }

    JsonNode recorded() {
        await().atMost(PATIENCE).until(() -> ingest.records().stream().anyMatch(mine()));
        return ingest.records().stream().filter(mine()).findFirst().orElseThrow();
    }

    /** Another exchange comes after all that this one may have brought. */
    JsonNode recordedOnce() throws IOException, InterruptedException {
        JsonNode record = recorded();
        Predicate<JsonNode> first = mine();
        newTrace();
        send(request("api/items/fence"));
        recorded();
        traceId = record.path("traceId").asText();
        assertEquals(1, ingest.records().stream().filter(first).count());
        return record;
    }

    Predicate<JsonNode> mine() {
        String id = traceId;
        return record -> record.path("traceId").asText().equals(id);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve("/" + path)).header("traceparent", traceparent());
    }

    String traceparent() {
        return "00-" + traceId + "-00f067aa0ba902b7-01";
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    Socket connect() throws IOException {
        return new Socket("127.0.0.1", base.getPort());
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    static List<String> header(JsonNode headers, String name) {
        return headers.valueStream().filter(pair -> pair.path(0).asText().equalsIgnoreCase(name))
                .map(pair -> pair.path(1).asText()).toList();
    }

    static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
