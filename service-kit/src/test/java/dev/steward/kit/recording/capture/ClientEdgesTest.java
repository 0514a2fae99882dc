package dev.steward.kit.recording.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends, and wherever it leaves. */
@QuarkusTest
@TestProfile(EdgesProfile.class)
class ClientEdgesTest extends Recorded {
    private String head(String line) {
        return line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\ntraceparent: " + traceparent() + "\r\n";
    }

    private String exchange(String request) throws Exception {
        return Wire.exchange(base.getPort(), request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//api//raw/end", "/other/../api/raw/end", "/%61pi/raw/%65nd", "/api/./raw/end",
            "http://elsewhere.example/api/raw/end"})
    void recordsAPathByWhatTheRouterMakesOfIt(String target) throws Exception {
        String answer = exchange(head("GET " + target) + "\r\n");
        assertTrue(answer.endsWith("ended"), answer);
        String url = recordedOnce().at("/request/url").asText();
        assertTrue(url.endsWith(target), url);
    }

    @Test
    void recordsAPathWithMatrixParameters() throws Exception {
        String answer = exchange(head("GET /api;v=1/items;x=2/7") + "\r\n");
        assertTrue(answer.endsWith("item 7"), answer);
        assertEquals("/api/items/{id}", recordedOnce().at("/request/route").asText());
    }

    @ParameterizedTest
    @CsvSource({"TRACE, /api/items/1, 405", "BREW, /api/items/1, 405", "OPTIONS, /api/items/1, 200", "PROPFIND, /api/none, 404",
            "GET, /api/%00, 404", "GET, /api/%zz, 400", "GET, /api/items/%, 400", "PATCH, /api/raw/end, 200"})
    void recordsUnusualMethodsAndPaths(String method, String path, int status) throws Exception {
        String answer = exchange(head(method + " " + path) + "\r\n");
        assertEquals(status, Integer.parseInt(answer.substring(9, 12)), answer);
        JsonNode record = recordedOnce();
        assertEquals(method, record.at("/request/method").asText());
        assertEquals(status, record.at("/response/status").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS * HTTP/1.1\r\nHost: x", "CONNECT other:443 HTTP/1.1\r\nHost: x",
            "GET /api/items/1 HTTP/1.1\r\nX-No: host", "GET /api/items/1 HTTP/1.1\r\nHost: x\r\nX-Large: LARGE",
            "GET /api/LARGE HTTP/1.1\r\nHost: x", "no http at all"})
    void seesNothingOfWhatReachesNoRoute(String start) throws Exception {
        String answer = exchange(start.replace("LARGE", "x".repeat(70_000)) + "\r\nConnection: close\r\ntraceparent: "
                + traceparent() + "\r\n\r\n");
        assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.0 4"), answer);
        Predicate<JsonNode> unseen = mine();
        newTrace();
        send(request("api/items/fence"));
        recorded();
        assertTrue(ingest.records().stream().noneMatch(unseen));
    }

    @Test
    void recordsHeadersAndAddressesThatAreTooLong() throws Exception {
        exchange(head("GET /api/" + "x".repeat(9000)) + "\r\n");
        assertEquals(414, recordedOnce().at("/response/status").asInt());
        newTrace();
        exchange(head("GET /api/items/1") + "X-Many: 0123456789\r\n".repeat(2000) + "\r\n");
        assertEquals(431, recordedOnce().at("/response/status").asInt());
    }

    @Test
    void recordsEachOfSeveralPipelinedRequests() throws Exception {
        String first = traceId;
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            newTrace();
            requests.append((i < 19
                    ? head("POST /api/raw/echo").replace("Connection: close\r\n", "")
                    : head("POST /api/raw/echo")) + "Content-Length: 4\r\n\r\nn=%02d".formatted(i));
        }
        exchange(requests.toString());
        recorded();
        List<JsonNode> records = ingest.records().stream()
                .filter(record -> record.path("traceId").asText().compareTo(first) > 0
                        && record.at("/request/url").asText().endsWith("/echo"))
                .toList();
        assertEquals(20, records.size());
        for (int i = 0; i < 20; i++) {
            assertEquals("n=%02d".formatted(i), records.get(i).at("/request/body/text").asText());
            assertEquals("n=%02d".formatted(i), records.get(i).at("/response/body/text").asText());
        }
    }

    @Test
    void recordsTheFirstOfTwoPipelinedRequestsWhenTheClientLeaves() throws Exception {
        try (Socket socket = connect()) {
            Wire.send(socket, head("GET /api/raw/silent") + "\r\n" + head("GET /api/raw/end") + "\r\n");
        }
        assertTrue(recordedOnce().at("/response/aborted").asBoolean());
    }

    @Test
    void recordsABodyInChunksOfOneByte() throws Exception {
        try (Socket socket = connect()) {
            Wire.send(socket, head("POST /api/raw/echo") + "Transfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 300; i++) {
                Wire.send(socket, "1\r\n" + (char) ('a' + i % 26) + "\r\n");
            }
            Wire.send(socket, "0\r\n\r\n");
            assertTrue(Wire.rest(socket).contains("abcdefghijklmnopqrstuvwxyzabc"));
        }
        JsonNode record = recordedOnce();
        assertEquals(300, record.at("/request/body/size").asInt());
        assertEquals(record.at("/request/body/sha256"), record.at("/response/body/sha256"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5\r\nhello\r\n", "5\r\nhello\r\nnot a chunk\r\n", ""})
    void recordsAChunkedUploadThatBreaksOff(String sent) throws Exception {
        try (Socket socket = connect()) {
            Wire.send(socket,
                    head("POST /api/upload") + "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n" + sent);
            socket.shutdownOutput();
            String answer = Wire.rest(socket);
            JsonNode record = recordedOnce();
            assertEquals(answer.isEmpty(), record.at("/response/aborted").asBoolean(), answer + record);
        }
    }

    @Test
    void recordsAnUploadThatIsRefusedWhileItComes() throws Exception {
        try (Socket socket = connect()) {
            Wire.send(socket, head("POST /api/echo") + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            OutputStream out = socket.getOutputStream();
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes();
            try {
                for (int i = 0; i < 1100; i++) {
                    out.write(chunk);
                }
            } catch (SocketException refused) {
                // The server has closed: the answer was given.
            }
        }
        assertEquals(413, recordedOnce().at("/response/status").asInt());
    }

    @Test
    void expectsThatARefusedContinueIsAnAnswer() throws Exception {
        String answer = exchange(head("POST /api/secret") + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        assertFalse(answer.contains("100 Continue"), answer);
        assertEquals(405, recordedOnce().at("/response/status").asInt());
    }

    @Test
    void endsTheExchangeWithTheSwitchToAWebSocket() throws Exception {
        String answer = exchange(head("GET /api/raw/websocket").replace("Connection: close", "Connection: Upgrade")
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        assertTrue(answer.contains("hello"), answer);
        JsonNode record = recordedOnce();
        assertEquals(101, record.at("/response/status").asInt());
        assertFalse(record.at("/response/aborted").asBoolean());
    }

    @Test
    void recordsAHandshakeThatFails() throws Exception {
        exchange(head("GET /api/raw/websocket").replace("Connection: close", "Connection: Upgrade")
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 99\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        assertEquals(426, recordedOnce().at("/response/status").asInt());
    }

    @ParameterizedTest
    @CsvSource({"bounded, 99", "bounded, 100", "bounded, 101", "blind, 0", "blind, 1"})
    void keepsNoMoreThanTheLimitOfTheApi(String api, int size) throws Exception {
        String body = "b".repeat(size);
        exchange(
                head("POST /api/" + api + "/echo") + "Content-Type: text/plain\r\nContent-Length: " + size + "\r\n\r\n" + body);
        JsonNode record = recordedOnce();
        for (String message : List.of("request", "response")) {
            JsonNode kept = record.path(message).path("body");
            assertEquals(size, kept.path("size").asInt());
            assertEquals(api.equals("bounded") && size > 100, kept.path("truncated").asBoolean(), kept.toString());
            assertEquals(sha256(body.getBytes()), kept.path("sha256").asText(sha256(new byte[0])));
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, , 200", "HEAD, , 200", "GET, Range: bytes=5-9, 206", "GET, Range: bytes=999999-, 416"})
    void recordsStaticResources(String method, String header, int status) throws Exception {
        String recorded = exchange(head(method + " /api/static/page.txt") + (header == null ? "" : header + "\r\n") + "\r\n");
        assertEquals(status, recordedOnce().at("/response/status").asInt());
        newTrace();
        String plain = exchange(head(method + " /other/static/page.txt") + (header == null ? "" : header + "\r\n") + "\r\n");
        assertEquals(comparable(plain), comparable(recorded));
    }

    private static String comparable(String answer) {
        return answer.replaceAll("[0-9a-f]{32}", "TRACE").replace("/other/", "/api/")
                .replaceAll("(?i)(date|last-modified|content-length): .*\r", "");
    }

    @Test
    void recordsABodyAsItWasBeforeTheServerCompressedIt() throws Exception {
        String answer = exchange(head("GET /api/whole?size=20000") + "Accept-Encoding: gzip\r\n\r\n");
        assertTrue(answer.length() < 2000 && answer.contains("gzip"), answer);
        JsonNode body = recordedOnce().at("/response/body");
        assertEquals(20_000, body.path("size").asInt());
        assertTrue(body.path("text").asText().startsWith("good news, "), body.toString());
    }
}
