package dev.steward.kit.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.http.RawHttp.Answer;
import java.io.IOException;

/** What every problem document holds. */
public final class ProblemAssertions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProblemAssertions() {}

    public static JsonNode assertProblem(int status, String code, Answer answer) throws IOException {
        assertEquals(status, answer.status(), answer::body);
        assertEquals(Problem.MEDIA_TYPE, answer.header("Content-Type"), answer::body);
        JsonNode problem = JSON.readTree(answer.body());
        assertEquals("urn:steward:problem:" + code, problem.path("type").asText());
        assertEquals(status, problem.path("status").asInt());
        assertFalse(problem.path("title").asText().isEmpty() || problem.path("detail").asText().isEmpty(), answer::body);
        assertFalse(problem.path("instance").asText().contains("?"), answer::body);
        assertTrue(problem.path("traceId").asText().matches("[0-9a-f]{32}"), answer::body);
        assertEquals(answer.header("Trace-Id"), problem.path("traceId").asText());
        return problem;
    }
}
