package dev.steward.kit.recording.capture;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What REST adds: templates, callers, exceptions, and a good many ways to write a body. */
@QuarkusTest
@TestProfile(EdgesProfile.class)
class RestEdgesTest extends Recorded {
    @ParameterizedTest
    @ValueSource(strings = {"bytes", "stream", "output", "virtual", "stage", "async-file"})
    void recordsEveryKindOfBody(String route) throws Exception {
        assertEquals(EdgeResource.TEXT, send(request("api/edge/" + route)).body());
        JsonNode record = recordedOnce();
        assertEquals("/api/edge/" + route, record.at("/request/route").asText());
        assertEquals(EdgeResource.TEXT, record.at("/response/body/text").asText());
        assertFalse(record.at("/response/aborted").asBoolean());
    }

    @ParameterizedTest
    @CsvSource({"file, 3000", "path, 3000", "file-part, 100", "path-part, 100"})
    void knowsTheSizeOfAFile(String route, int size) throws Exception {
        assertEquals(size, send(request("api/edge/" + route)).body().length());
        JsonNode body = recordedOnce().at("/response/body");
        assertEquals(size, body.path("size").asInt());
        assertEquals("file", body.path("omitted").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sse", "ndjson"})
    void recordsStreams(String route) throws Exception {
        String answer = send(request("api/edge/" + route)).body();
        assertEquals(sha256(answer.getBytes()), recordedOnce().at("/response/body/sha256").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"multi-fails", "output-fails"})
    void recordsAnAnswerThatFailsHalfWay(String route) throws Exception {
        try (Socket socket = connect()) {
            Wire.send(socket, "GET /api/edge/" + route + " HTTP/1.1\r\nHost: x\r\ntraceparent: " + traceparent() + "\r\n\r\n");
            Wire.rest(socket);
        }
        JsonNode record = recordedOnce();
        assertEquals(200, record.at("/response/status").asInt());
        assertTrue(record.at("/response/aborted").asBoolean());
    }

    @Test
    void recordsAWorkerThatAnswersWhenTheClientIsGone() throws Exception {
        try (Socket socket = connect()) {
            Wire.send(socket, "GET /api/edge/late HTTP/1.1\r\nHost: x\r\ntraceparent: " + traceparent() + "\r\n\r\n");
        }
        JsonNode record = recordedOnce();
        assertTrue(record.at("/response/aborted").asBoolean());
        assertEquals(0, record.at("/response/body/size").asInt());
    }

    @Test
    void recordsForms() throws Exception {
        assertEquals("b", send(request("api/edge/form").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("a=b"))).body());
        assertEquals("a=b", recordedOnce().at("/request/body/text").asText());
        newTrace();
        String form = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x\r\nContent-Disposition: form-data; "
                + "name=\"file\"; filename=\"f.txt\"\r\nContent-Type: text/plain\r\n\r\n" + EdgeResource.TEXT + "\r\n--x--\r\n";
        assertEquals("3000", send(request("api/edge/upload").header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(form))).body());
        assertEquals(sha256(form.getBytes()), recordedOnce().at("/request/body/sha256").asText());
    }

    @ParameterizedTest
    @CsvSource({"mapped, 503, EdgeResource$Mapped", "unmappable, 500, IllegalArgument",
            "filtered/failure, 500, IllegalState",
            "filtered/limit, 429, ", "filtered/answer, 418, ", "nothing, 404, "})
    void knowsTheExceptionFrom500On(String route, int status, String exception) throws Exception {
        assertEquals(status, send(request("api/edge/" + route)).statusCode());
        JsonNode record = recordedOnce();
        assertEquals(status, record.at("/response/status").asInt());
        String type = record.at("/exception/type").asText();
        assertTrue(exception == null ? record.path("exception").isNull() : type.contains(exception),
                record.path("exception").toString());
    }

    @ParameterizedTest
    @CsvSource({"POST, text/plain, */*, 405", "GET, text/plain, image/png, 406"})
    void recordsWhatNegotiationRefuses(String method, String type, String accept, int status) throws Exception {
        HttpResponse<String> answer = send(request("api/edge/bytes").method(method, BodyPublishers.ofString(""))
                .header("Content-Type", type).header("Accept", accept));
        assertEquals(status, answer.statusCode());
        assertEquals(status, recordedOnce().at("/response/status").asInt());
    }

    @Test
    void recordsAMediaTypeThatNobodyReads() throws Exception {
        assertEquals(415, send(request("api/edge/form").header("Content-Type", "text/csv").POST(BodyPublishers.ofString("a,b")))
                .statusCode());
        assertEquals("not read", recordedOnce().at("/request/body/omitted").asText());
    }

    @ParameterizedTest
    @CsvSource({"things/1, /api/edge/things/{id}", "things/special, /api/edge/things/special",
            "parents/1/children/2, /api/edge/parents/{parent}/children/{child}"})
    void namesTheTemplateThatAnswered(String path, String route) throws Exception {
        assertEquals(200, send(request("api/edge/" + path)).statusCode());
        assertEquals(route, recordedOnce().at("/request/route").asText());
    }

    @Test
    void knowsTheCallerWhereAnOpenEndpointAsksForHim() throws Exception {
        String answer = send(request("api/edge/asks").header("Authorization", "Bearer " + TestTokens.token("ada", "admin")))
                .body();
        assertEquals(answer.equals("ada") ? "ada" : "", recordedOnce().at("/user/id").asText(""));
    }
}
