package dev.steward.kit.log;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("dispatcher")
@TestProfile(JsonLogTest.Json.class)
class JsonLogTest {
    private final ConsoleOutput console = new ConsoleOutput();
    private final ObjectMapper json = new ObjectMapper();

    public static class Json implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("STEWARD_LOG_JSON", "true");
        }
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void keepsTheSecretsOfAnUnexpectedExceptionOut() throws IOException {
        String traceId = given().get("/leaky").then().statusCode(500).extract().header("Trace-Id");

        JsonNode line = line(traceId);
        TextLogTest.SECRETS.forEach(secret -> assertFalse(console.text().contains(secret), console.text()));
        assertEquals("GET /leaky failed", line.path("message").asText());
        assertEquals("ERROR", line.path("level").asText());
        String stackTrace = line.path("stackTrace").asText();
        assertTrue(stackTrace.contains("java.lang.IllegalStateException: Authorization: ***"), stackTrace);
        assertTrue(stackTrace.contains("at dev.steward.kit.log.LeakyResource.failure"), stackTrace);
    }

    @Test
    void keepsTheSecretsOfAMessageOut() throws IOException {
        String traceId = given().get("/leaky/told").then().statusCode(200).extract().header("Trace-Id");
        JsonNode line = line(traceId);
        assertEquals("Charged the card *** with password=***", line.path("message").asText());
    }

    private JsonNode line(String traceId) throws IOException {
        for (String line : console.text().lines().toList()) {
            JsonNode parsed = json.readTree(line);
            if (traceId.equals(parsed.path("mdc").path("traceId").asText())) {
                return parsed;
            }
        }
        throw new AssertionError("No line of " + traceId + " in " + console.text());
    }
}
