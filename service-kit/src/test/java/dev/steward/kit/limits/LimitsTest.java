package dev.steward.kit.limits;

import static dev.steward.kit.http.RawRequest.get;
import static dev.steward.kit.http.RawRequest.of;
import static dev.steward.kit.problem.ProblemAssertions.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.steward.infra.test.WithStores;
import dev.steward.kit.http.RawHttp;
import dev.steward.kit.http.RawHttp.Answer;
import dev.steward.kit.http.RawRequest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithStores("dispatcher")
class LimitsTest {
    private static final String ORDERS = "/probe/orders";

    @TestHTTPResource
    URI service;

    static Stream<Arguments> tooLarge() {
        return Stream.of(
                argumentSet("a body, as declared", put("/probe/bytes").body("x".repeat(2_000_000)), 413, "content-too-large"),
                argumentSet("a body that waits for leave", put("/probe/bytes").header("Expect: 100-continue")
                        .header("Content-Length: 2000000").end(), 413, "content-too-large"),
                argumentSet("a body that nobody would read", put("/nope").body("x".repeat(2_000_000)), 413,
                        "content-too-large"),
                argumentSet("chunks", put("/probe/bytes").chunks("x", 40), 413, "content-too-large"),
                argumentSet("chunks read as a stream", put("/probe/stream").chunks("x", 40), 413, "content-too-large"),
                argumentSet("chunks of JSON", of("POST", ORDERS).header("Content-Type: application/json")
                        .chunks("{\"title\":\"", 40), 413, "content-too-large"),
                argumentSet("an address", get("/probe?q=" + "x".repeat(9_000)), 414, "uri-too-long"),
                argumentSet("headers", get("/probe", "X-Large: " + "x".repeat(21_000)), 431, "header-fields-too-large"));
    }

    @ParameterizedTest
    @MethodSource("tooLarge")
    void refusesWhatIsTooLargeAndClosesOnceTheClientHasTheAnswer(String request, int status, String code) throws IOException {
        Answer answer = send(request);
        assertProblem(status, code, answer);
        assertTrue(answer.closed());
    }

    @Test
    void takesChunksBelowTheLimit() throws IOException {
        Answer answer = send(put("/probe/bytes").chunks("x", 15));
        assertEquals(200, answer.status());
        assertEquals(Integer.toString(15 * 0x10000 + 1), answer.body());
    }

    /** Whose bytes are not HTTP gets the status of the parser, which runs before anything that is ours. */
    @Test
    void answersGarbageWithAStatusAtLeast() throws IOException {
        assertEquals(400, send("garbage\r\n\r\n").status());
        assertEquals(400, send(of("PUT", "/probe/bytes").header("Content-Length: -1").end()).status());
        assertEquals(431, send(get("/probe", "X-Large: " + "x".repeat(200_000))).status());
    }

    @Test
    void keepsTheConnectionUsableAfterAnAnswerThatDidNotReadTheBody() throws IOException {
        String unread = of("POST", "/probe/secret").header("Content-Type: application/json").body("x".repeat(500_000));
        String nowhere = of("POST", "/nope").header("Content-Type: application/json").body("x".repeat(500_000));
        List<Answer> answers = RawHttp.send(service.getPort(), unread, nowhere, get("/probe"));
        assertEquals(List.of(401, 404, 200), answers.stream().map(Answer::status).toList());
    }

    private Answer send(String request) throws IOException {
        return RawHttp.send(service.getPort(), request);
    }

    private static RawRequest put(String uri) {
        return of("PUT", uri).header("Content-Type: text/plain");
    }
}
