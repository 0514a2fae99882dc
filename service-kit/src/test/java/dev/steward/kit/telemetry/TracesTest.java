package dev.steward.kit.telemetry;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.Collector;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.log.ConsoleOutput;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a collector gets of real requests, once its address stands in the environment. */
@QuarkusTest
@WithStores("dispatcher")
@TestProfile(TracingProfile.class)
class TracesTest {
    private static final String CALLER = "00f067aa0ba902b7";

    @TestHTTPResource
    URI service;

    @TestHTTPResource(value = "/health", management = true)
    URI health;

    Collector collector;

    @Test
    void theCallersTraceGoesOnThroughTheServiceToItsNeighbour() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        given().header("traceparent", "00-" + trace + "-" + CALLER + "-01").get("/neighbour/calls/" + service.getPort())
                .then().statusCode(200).header("Trace-Id", trace);

        Span outer = span(trace, "GET /neighbour/calls/{port}");
        Span inner = span(trace, "GET /neighbour/traceparent");
        List<Span> calls = collector.spans(trace).stream().filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT)
                .toList();
        assertEquals(CALLER, Collector.hex(outer.getParentSpanId()));
        assertTrue(calls.stream().allMatch(call -> call.getParentSpanId().equals(outer.getSpanId())), calls.toString());
        assertTrue(calls.stream().anyMatch(call -> call.getSpanId().equals(inner.getParentSpanId())), calls.toString());
        assertEquals("/neighbour/calls/{port}", attributes(outer.getAttributesList()).get("http.route"));
    }

    @Test
    void theAnswerTheProblemAndTheLogTellTheTracersId() {
        try (var console = new ConsoleOutput()) {
            String trace = given().get("/leaky").then().statusCode(500).extract().header("Trace-Id");
            given().get("/leaky").then().body("traceId.length()", is(32));
            assertEquals("/leaky", attributes(span(trace, "GET /leaky").getAttributesList()).get("url.path"));
            assertTrue(console.text().contains("trace=" + trace + " GET /leaky failed"), console.text());
        }
    }

    @Test
    void theServiceHasTheNameAndTheAttributesOfTheEnvironment() {
        span(given().get("/leaky/told").header("Trace-Id"), "GET /leaky/told");
        Map<String, String> resource = attributes(
                collector.requests().getFirst().getResourceSpans(0).getResource().getAttributesList());
        assertEquals("traced", resource.get("service.name"));
        assertEquals("test", resource.get("deployment.environment.name"));
        assertEquals("Bearer for-the-collector", collector.authorizations().getFirst());
    }

    @Test
    void noSecretLeavesWithASpan() {
        String failed = given().header("User-Agent", "agent password=in-the-agent").get("/leaky?token=in-the-query&page=2")
                .then().statusCode(500).extract().header("Trace-Id");
        String called = given().get("/neighbour/calls/" + service.getPort() + "?api_key=in-the-query").header("Trace-Id");

        Span span = span(failed, "GET /leaky");
        span(called, "GET /neighbour/traceparent");
        Span.Event exception = span.getEvents(0);
        assertEquals("exception", exception.getName());
        assertEquals("java.lang.IllegalStateException", attributes(exception.getAttributesList()).get("exception.type"));
        assertEquals("Authorization: ***", attributes(exception.getAttributesList()).get("exception.message"));
        for (String secret : List.of("in-the-", "hunter2", "s3cr3t", "eyJzdWIi", "c2lnbmF0dXJl", "4111 1111",
                "for-the-collector")) {
            assertFalse(collector.bytes().contains(secret), secret);
        }
    }

    @Test
    void whatTheCallerDoesNotSampleIsNotExported() {
        String unsampled = "5bf92f3577b34da6a3ce929d0e0e4736";
        String given = given().header("traceparent", "00-" + unsampled + "-" + CALLER + "-00")
                .get("/neighbour/calls/" + service.getPort()).then().header("Trace-Id", unsampled).extract().asString();
        assertTrue(given.matches("00-" + unsampled + "-[0-9a-f]{16}-00"), given);

        span(given().get("/leaky/told").header("Trace-Id"), "GET /leaky/told");
        assertEquals(List.of(), collector.spans(unsampled));
    }

    @Test
    void probesOfTheManagementPortAreNoSpans() {
        String probed = given().get(health).then().statusCode(200).extract().header("Trace-Id");
        span(given().get("/leaky/told").header("Trace-Id"), "GET /leaky/told");
        assertEquals(List.of(), collector.spans(probed));
    }

    private Span span(String trace, String name) {
        return await().until(() -> collector.spans(trace).stream().filter(span -> span.getName().equals(name)).findFirst(),
                Optional::isPresent).orElseThrow();
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, each -> each.getValue().getStringValue()));
    }
}
