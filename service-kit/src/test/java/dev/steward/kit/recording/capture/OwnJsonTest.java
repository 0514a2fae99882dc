package dev.steward.kit.recording.capture;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.recording.tally.MinuteCount;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An application may name things in its JSON as it likes: what the kit says for itself stays what others read. */
@QuarkusTest
@TestProfile(OwnJsonTest.OwnJson.class)
class OwnJsonTest extends Recorded {
    @Inject
    ObjectMapper applications;

    public static final class OwnJson extends RecordingProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("quarkus.jackson.property-naming-strategy", "SNAKE_CASE");
            overrides.put("steward.kit.recording.shipping.report-every", "50ms");
            return overrides;
        }
    }

    @Test
    void reportsAsOthersReadIt() throws Exception {
        JsonNode own = applications.readTree(applications.writeValueAsBytes(
                new MinuteCount("internal", Instant.EPOCH, "GET", null, 200, 1, 0, 0, 5, 5, List.of(1L))));
        assertTrue(own.has("duration_micros"), own::toString);

        send(request("api/items/1"));
        await().atMost(PATIENCE).until(() -> !ingest.reports().isEmpty());

        JsonNode count = ingest.reports().getFirst().at("/counts/0");
        assertTrue(count.path("durationMicros").asLong() > 0, count::toString);
    }

    @Test
    void writesProblemsAsTheStandardHasThem() throws Exception {
        for (String path : List.of("api/nowhere", "probe/search?limit=600")) {
            JsonNode problem = applications.readTree(send(request(path)).body());
            assertEquals(traceId, problem.path("traceId").asText(), problem::toString);
        }
    }
}
