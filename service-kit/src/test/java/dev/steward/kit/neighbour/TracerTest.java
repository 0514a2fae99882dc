package dev.steward.kit.neighbour;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.WithStores;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With the framework's tracer on, a call carries the tracer's trace, and only that. */
@QuarkusTest
@WithStores("dispatcher")
@TestProfile(TracerTest.WithTracer.class)
class TracerTest {
    public static class WithTracer implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.traces.exporter", "none");
        }
    }

    @TestHTTPResource
    URI service;

    @Test
    void leavesTheTraceToTheTracer() {
        Response answer = given().get("/neighbour/calls/" + service.getPort());
        assertTrue(answer.asString().matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"), answer.asString());
        assertEquals(answer.header("Trace-Id"), answer.asString().split("-")[1]);
    }
}
