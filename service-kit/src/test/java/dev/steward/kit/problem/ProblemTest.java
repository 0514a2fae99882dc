package dev.steward.kit.problem;

import static dev.steward.kit.http.RawRequest.get;
import static dev.steward.kit.http.RawRequest.json;
import static dev.steward.kit.http.RawRequest.of;
import static dev.steward.kit.problem.ProblemAssertions.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.http.RawHttp;
import dev.steward.kit.http.RawHttp.Answer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithStores("dispatcher")
class ProblemTest {
    private static final String ORDERS = "/probe/orders";
    private static final String EXPIRED = TestTokens.issuer().token("ada", List.of("operator"), Duration.ofHours(-1));

    @TestHTTPResource
    URI service;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    static Stream<Arguments> badRequests() {
        return Stream.of(
                argumentSet("cut short", json(ORDERS, "{\"title\": ")),
                argumentSet("cut short, blocking", json(ORDERS + "/blocking", "{\"title\": ")),
                argumentSet("no JSON", json(ORDERS, "hello")),
                argumentSet("a list for an object", json(ORDERS, "[]")),
                argumentSet("something after the JSON", json(ORDERS, "{\"title\":\"a\"} garbage")),
                argumentSet("a nesting bomb", json(ORDERS, "{\"x\":" + "[".repeat(2000))),
                argumentSet("a Content-Type that is none", of("POST", ORDERS).header("Content-Type: ;;;///").body("{}")),
                argumentSet("a word for a number in the query", get("/probe/search?limit=abc")),
                argumentSet("an unknown constant in the query", get("/probe/search?colour=BLUE")),
                argumentSet("no UUID in the query", get("/probe/search?after=17")),
                argumentSet("no instant in the query", get("/probe/search?from=yesterday")),
                argumentSet("a word for a number in a header", get("/probe/search", "X-Count: abc")),
                argumentSet("bad percent-encoding in the path", get("/probe/items/%zz")),
                argumentSet("bad percent-encoding in the query", get("/probe/search?q=%")),
                argumentSet("a character that no URI has", get("/probe/{x}")));
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void saysThatItCannotUnderstand(String request) throws IOException {
        assertProblem(400, "malformed-request", send(request));
    }

    static Stream<Arguments> invalidFields() {
        return Stream.of(
                argumentSet("no body", "", List.of("order")),
                argumentSet("null", "null", List.of("order")),
                argumentSet("missing", "{}", List.of("title")),
                argumentSet("object for text", "{\"title\":{}}", List.of("title")),
                argumentSet("text for number", "{\"title\":\"a\",\"parts\":[{},{\"size\":\"x\"}]}", List.of("parts[1].size")),
                argumentSet("fraction for integer", "{\"title\":\"a\",\"parts\":[{\"size\":1.5}]}", List.of("parts[0].size")),
                argumentSet("too large for its type", "{\"parts\":[{\"size\":99999999999}]}", List.of("parts[0].size")),
                argumentSet("list for number in a map", "{\"named\":{\"k\":{\"size\":[]}}}", List.of("named.k.size")),
                argumentSet("unknown constant", "{\"colour\":\"BLUE\"}", List.of("colour")),
                argumentSet("no instant", "{\"at\":\"yesterday\"}", List.of("at")),
                argumentSet("no UUID", "{\"id\":\"17\"}", List.of("id")),
                argumentSet("refused by its type", "{\"count\":-1}", List.of("count")),
                argumentSet("bytes that are no UTF-8", "{\"title\":\"\u00c3(\"}", List.of("title")),
                argumentSet("several at once",
                        "{\"title\":\"123456789\",\"parts\":[{\"name\":\"a\"},{\"size\":10}],\"named\":{\"k\":{}}}",
                        List.of("named.k.name", "parts[1].name", "parts[1].size", "title")));
    }

    @ParameterizedTest
    @MethodSource("invalidFields")
    void namesTheWrongFieldsAsTheJsonDoes(String body, List<String> fields) throws IOException {
        JsonNode problem = assertProblem(400, "validation-failed", send(json(ORDERS, body)));
        assertEquals(fields, fieldsOf(problem));
    }

    @Test
    void namesTheElementOfAList() throws IOException {
        JsonNode invalid = assertProblem(400, "validation-failed", send(json(ORDERS + ":batch", "[{\"title\":\"a\"},{}]")));
        assertEquals(List.of("[1].title"), fieldsOf(invalid));
        JsonNode misfit = assertProblem(400, "validation-failed", send(json(ORDERS + ":batch", "[{\"title\":[]}]")));
        assertEquals(List.of("[0].title"), fieldsOf(misfit));
    }

    @Test
    void namesTheParameter() throws IOException {
        JsonNode problem = assertProblem(400, "validation-failed", send(get("/probe/search?limit=501")));
        assertEquals(List.of("limit"), fieldsOf(problem));
    }

    static Stream<Arguments> unauthenticated() {
        String valid = TestTokens.token("ada", "operator");
        String[] parts = valid.split("\\.");
        return Stream.of(
                argumentSet("no token", get("/probe/secret"), "Bearer"),
                argumentSet("no token and a bad body", json("/probe/secret", "{"), "Bearer"),
                argumentSet("another scheme", get("/probe/secret", "Authorization: Basic YTpi"), "Bearer"),
                argumentSet("no JWT", bearer("abc"), "Bearer error=\"invalid_token\""),
                argumentSet("expired", bearer(EXPIRED), "Bearer error=\"invalid_token\""),
                argumentSet("another's signature",
                        bearer(parts[0] + "." + parts[1] + "." + EXPIRED.split("\\.")[2]), "Bearer error=\"invalid_token\""),
                argumentSet("no signature", bearer("eyJhbGciOiJub25lIn0." + parts[1] + "."), "Bearer error=\"invalid_token\""));
    }

    @ParameterizedTest
    @MethodSource("unauthenticated")
    void asksForAToken(String request, String challenge) throws IOException {
        Answer answer = send(request);
        assertProblem(401, "unauthenticated", answer);
        assertEquals(challenge, answer.header("WWW-Authenticate"));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                argumentSet("a role that is missing", bearer(TestTokens.token("ada", "mitra")), 403, "forbidden"),
                argumentSet("no such address", get("/nope"), 404, "not-found"),
                argumentSet("no such address below a known one", get("/probe/nope"), 404, "not-found"),
                argumentSet("no UUID in the path", get("/probe/items/17"), 404, "not-found"),
                argumentSet("no constant in the path", get("/probe/colours/BLUE"), 404, "not-found"),
                argumentSet("no slash", get("probe"), 404, "not-found"),
                argumentSet("no path", of("OPTIONS", "*").end(), 404, "not-found"),
                argumentSet("nothing acceptable", get("/probe", "Accept: text/html"), 406, "not-acceptable"),
                argumentSet("an Accept that is none", get("/probe", "Accept: ;;;///"), 406, "not-acceptable"),
                argumentSet("another type", of("POST", ORDERS).header("Content-Type: text/plain").body("{}"),
                        415, "unsupported-media-type"),
                argumentSet("no type", of("POST", ORDERS).body("{}"), 415, "unsupported-media-type"),
                argumentSet("a status without a code", get("/probe/teapot"), 418, "request-failed"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void refuses(String request, int status, String code) throws IOException {
        assertProblem(status, code, send(request));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void tellsNothingOfADefect(String path) throws IOException {
        Answer answer = send(get("/probe/" + path));
        assertProblem(500, "internal-error", answer);
        assertFalse(answer.body().contains("hunter2") || answer.body().contains("dev.steward"), answer.body());
    }

    static Stream<String> defects() {
        return Stream.of("defect", "thrown", "inner-violation", "bad-answer", "unwritable");
    }

    @Test
    void says405WithTheMethodsThatTheAddressHas() throws IOException {
        for (String method : List.of("DELETE", "FROB", "TRACE")) {
            Answer answer = send(of(method, "/probe").end());
            assertProblem(405, "method-not-allowed", answer);
            assertEquals("GET, HEAD, OPTIONS", answer.header("Allow"));
        }
        assertEquals("OPTIONS, PUT", send(get("/probe/bytes")).header("Allow"));
    }

    @Test
    void carriesWhatAnExpectedFailureSays() throws IOException {
        Answer answer = send(get("/probe/expected"));
        JsonNode problem = assertProblem(409, "conflict", answer);
        assertEquals("Somebody was faster.", problem.get("detail").asText());
        assertEquals(7, problem.get("revision").asInt());
        assertTrue(problem.get("backOnlineAt").isNull());
        assertEquals("2", answer.header("Retry-After"), "1.5 seconds, rounded up");
    }

    @Test
    void leavesARedirectAlone() throws IOException {
        Answer answer = send(get("/probe/moved"));
        assertEquals(307, answer.status());
        assertTrue(answer.header("Location").endsWith("/probe"));
    }

    @Test
    void answersHeadAsGetWithoutTheBody() throws IOException {
        Answer answer = send(of("HEAD", "/probe/secret").end());
        assertEquals(401, answer.status());
        assertEquals(Problem.MEDIA_TYPE, answer.header("Content-Type"));
        assertEquals("Bearer", answer.header("WWW-Authenticate"));
        assertEquals(404, send(of("HEAD", "/nope").end()).status());
    }

    @Test
    void needsNoHostHeader() throws IOException {
        assertProblem(400, "malformed-request", send("GET /probe HTTP/1.1\r\n\r\n"));
    }

    @Test
    void speaksTheSameOnTheManagementPort() throws IOException {
        assertProblem(404, "not-found", RawHttp.send(management.getPort(), get("/nope")));
        assertProblem(404, "not-found", RawHttp.send(management.getPort(), get("/q/nope")));
    }

    private Answer send(String request) throws IOException {
        return RawHttp.send(service.getPort(), request);
    }

    private static String bearer(String token) {
        return of("GET", "/probe/secret").bearer(token).end();
    }

    private static List<String> fieldsOf(JsonNode problem) {
        List<String> fields = new ArrayList<>();
        problem.path("errors").forEach(error -> fields.add(error.path("field").asText()));
        return fields;
    }
}
