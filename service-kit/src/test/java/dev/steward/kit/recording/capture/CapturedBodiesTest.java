package dev.steward.kit.recording.capture;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What is kept of bodies: of large ones, of streams, and of those that break off. */
@QuarkusTest
@TestProfile(RecordingProfile.class)
class CapturedBodiesTest extends Recorded {
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
}
