package dev.steward.local.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.local.endtoend.MaintenanceCase.Expected;
import dev.steward.local.endtoend.RawHttp.Answer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds an answer against what a case expects of it, and against another answer.
 *
 * @param status
 *            what {@code /status/maintenance} says meanwhile
 */
record MaintenanceCheck(MaintenanceCase one, JsonPath status) {
    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PRIVATE = "private, no-store";
    /** Of a connection and not of an answer, or looked at apart. */
    private static final Set<String> NOT_COMPARED = Set.of("server", "date", "connection", "keep-alive", "transfer-encoding",
            "retry-after", "trace-id");
    private static final Set<String> OF_THE_LANGUAGE = Set.of("content-language", "content-length");
    private static final int RETRY_UNKNOWN = 300;
    private static final int RETRY_FLOOR = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The answer of one that knows all languages. */
    void meets(String who, Answer answer) throws IOException {
        String told = told(who, answer);
        meets(told, answer, Objects.requireNonNullElse(one.expect().language(), "en"));
        assertTrue(one.expect().contains() == null || answer.body().contains(one.expect().contains()), told);
    }

    /** The answer that nginx has at hand. */
    void meetsInEnglish(String who, Answer answer) throws IOException {
        meets(told(who, answer), answer, "en");
    }

    /** Whatever the case expects of a gateway with an agent, which alone can tell who may pass. */
    void isClosed(String who, Answer answer) throws IOException {
        String told = told(who, answer);
        assertEquals(503, answer.status(), told);
        closed(answer, told);
    }

    private String told(String who, Answer answer) {
        return "%s: %s answered %s".formatted(one.name(), who, answer);
    }

    private void meets(String told, Answer answer, String language) throws IOException {
        Expected expected = one.expect();
        assertEquals(expected.status(), answer.status(), told);
        assertEquals(expected.newTrace(), !TRACE.equals(answer.header("trace-id")), told);
        assertEquals(expected.announcement(), answer.headers().containsKey("maintenance-announcement"), told);
        if (isProblem(answer)) {
            assertEquals(answer.header("trace-id"), JSON.readTree(answer.body()).path("traceId").asText(), told);
        }
        switch (expected.format()) {
            case HTML -> {
                assertEquals("text/html;charset=UTF-8", answer.header("content-type"), told);
                assertEquals(language, answer.header("content-language"), told);
                closed(answer, told);
            }
            case PROBLEM -> {
                assertEquals("application/problem+json", answer.header("content-type"), told);
                closed(answer, told);
                if (!one.method().equals("HEAD")) {
                    describesTheChannel(JSON.readTree(answer.body()), told);
                }
            }
            case PREFLIGHT -> {
                assertEquals("", answer.body(), told);
                assertEquals("no-store", answer.header("cache-control"), told);
                assertNull(answer.header("retry-after"), told);
            }
            case PASS, REFUSED -> {
                assertEquals(expected.bypassed(), PRIVATE.equals(answer.header("cache-control")), told);
                assertNull(answer.header("retry-after"), told);
                assertFalse(answer.body().contains("urn:steward:problem:maintenance"), told);
            }
        }
    }

    private void closed(Answer answer, String told) {
        assertEquals("no-store", answer.header("cache-control"), told);
        assertEquals("Accept, Accept-Language, Origin", answer.header("vary"), told);
        assertEquals("nosniff", answer.header("x-content-type-options"), told);
        assertEquals(one.method().equals("HEAD"), answer.body().isEmpty(), told);
        long seconds = Long.parseLong(answer.header("retry-after"));
        String back = status.getString("channels[0].backOnlineAt");
        long least = back == null
                ? RETRY_UNKNOWN
                : Math.max(RETRY_FLOOR, Duration.between(Instant.now(), Instant.parse(back)).toSeconds());
        assertTrue(seconds >= least && seconds <= Math.ceil((least + 5) * 1.1), "Retry-After, at least " + least + "; " + told);
    }

    private void describesTheChannel(JsonNode problem, String told) {
        Map<String, Object> channel = status.getMap("channels.find { it.channel == '" + one.expect().channel() + "' }");
        assertEquals("urn:steward:problem:maintenance", problem.path("type").asText(), told);
        assertEquals(503, problem.path("status").asInt(), told);
        assertEquals(one.expect().channel(), problem.path("channel").asText(), told);
        assertEquals(status.getLong("revision"), problem.path("revision").asLong(), told);
        for (String member : List.of("startedAt", "backOnlineAt", "estimated", "message")) {
            assertTrue(problem.has(member), told);
            assertEquals(String.valueOf(channel.get(member)), problem.get(member).asText(), told);
        }
        assertNotEquals("", problem.path("detail").asText(), told);
    }

    /** That nobody can tell the two apart. */
    void alike(Answer answer, Answer other) throws IOException {
        assertEquals(headers(answer, Set.of()), headers(other, Set.of()), one.name() + ": headers");
        assertEquals(body(answer), body(other), one.name() + ": bodies");
    }

    /** The same but for the language. */
    void alikeInEnglish(Answer answer, Answer english) throws IOException {
        assertEquals(headers(answer, OF_THE_LANGUAGE), headers(english, OF_THE_LANGUAGE), one.name() + ": headers");
        if (Objects.equals(answer.header("content-language"), english.header("content-language"))) {
            alike(answer, english);
        }
    }

    private static SortedMap<String, String> headers(Answer answer, Set<String> left) {
        SortedMap<String, String> compared = new TreeMap<>(answer.headers());
        compared.keySet().removeAll(NOT_COMPARED);
        compared.keySet().removeAll(left);
        return compared;
    }

    /** Without what is random: when the page loads itself again, and a trace id of the answerer's own. */
    private static Object body(Answer answer) throws IOException {
        String trace = answer.header("trace-id");
        String text = trace == null ? answer.body() : answer.body().replace(trace, "TRACE");
        return isProblem(answer)
                ? JSON.readTree(text)
                : text.replaceAll("content=\"\\d+\"", "content=\"N\"").replaceAll("\\d+ \\* 1000", "N * 1000");
    }

    private static boolean isProblem(Answer answer) {
        return "application/problem+json".equals(answer.header("content-type")) && !answer.body().isEmpty();
    }
}
