package dev.steward.local.endtoend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.Collector;
import dev.steward.infra.test.Collector.Received;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * With a collector's address in the environment, and nothing else, a customer's request is one trace over the services.
 */
class TracesAcrossServicesIT {
    private static final String CALLER = "00f067aa0ba902b7";
    private static final List<String> PLANTED = List.of("planted-in-the-query", "planted-in-the-header",
            "planted-in-the-agent");

    private static final RunningSuite SUITE = RunningSuite.with(1);
    private static Collector collector;
    private static TracedProgram heartbeat;
    private static TracedProgram shop;

    @BeforeAll
    static void start() throws IOException {
        collector = new Collector();
        var environment = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "OTEL_BSP_SCHEDULE_DELAY", "100",
                "STEWARD_LOG_JSON", "true");
        heartbeat = new TracedProgram(SUITE, "heartbeat", "heartbeat-service", environment);
        shop = new TracedProgram(SUITE, "demo-shop", "deploy/demo-shop",
                with(environment, "STEWARD_HEARTBEAT_URL", heartbeat.url()));
    }

    private static Map<String, String> with(Map<String, String> environment, String name, String value) {
        var all = new HashMap<>(environment);
        all.put(name, value);
        return all;
    }

    @AfterAll
    static void stop() {
        shop.close();
        heartbeat.close();
        collector.close();
    }

    @Test
    void anOrderIsTheCallersTraceInBothServicesInTheRecordAndInNoCaseASecret() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        shop.open().header("traceparent", "00-" + trace + "-" + CALLER + "-01").header("Authorization", PLANTED.get(1))
                .header("User-Agent", "shopper password=" + PLANTED.get(2)).queryParam("access_token", PLANTED.get(0))
                .contentType("application/json").body("{\"article\":\"lamp\"}").post("/api/orders").then().statusCode(201)
                .header("Trace-Id", is(trace));

        Received order = received(trace, "demo-shop", SpanKind.SPAN_KIND_SERVER, "POST /api/orders");
        Received told = received(trace, "heartbeat-service", SpanKind.SPAN_KIND_SERVER, "POST /internal/v1/events");
        Received call = await().atMost(10, SECONDS)
                .until(() -> collector.received(trace).stream().filter(told::isChildOf).findFirst(), Optional::isPresent)
                .orElseThrow();
        assertEquals("demo-shop", call.service());
        assertTrue(call.isChildOf(order), call.toString());
        await().until(() -> collector.received(trace).stream().anyMatch(each -> each.span().toString().contains("$1")));
        PLANTED.forEach(secret -> assertFalse(collector.bytes().contains(secret), secret));
        await().atMost(10, SECONDS).untilAsserted(() -> SUITE.gateway("oscar", "operator")
                .get("/admin/api/traffic?api=internal&traceId=" + trace).then().statusCode(200)
                .body("items.size()", is(1)).body("items[0].traceId", is(trace)));
    }

    @Test
    void aFailureIsToldUnderItsTraceInALogOfJson() throws IOException {
        String trace = shop.open().get("/api/fail?password=" + PLANTED.get(0)).then().statusCode(500).extract()
                .header("Trace-Id");
        received(trace, "demo-shop", SpanKind.SPAN_KIND_SERVER, "GET /api/fail");
        for (TracedProgram program : List.of(shop, heartbeat)) {
            program.log().forEach(line -> assertFalse(JsonPath.from(line).getString("message").isEmpty(), line));
        }
        assertTrue(shop.log().stream().map(JsonPath::from).anyMatch(line -> trace.equals(line.getString("mdc.traceId"))
                && "GET /api/fail failed".equals(line.getString("message"))), shop.log().toString());
    }

    private static Received received(String trace, String service, SpanKind kind, String name) {
        await().atMost(10, SECONDS).untilAsserted(() -> assertEquals(1, find(trace, service, kind, name).size(),
                () -> service + " " + name + " in " + collector.all()));
        return find(trace, service, kind, name).getFirst();
    }

    private static List<Received> find(String trace, String service, SpanKind kind, String name) {
        return collector.received(trace).stream().filter(each -> each.service().equals(service) && each.span().getKind() == kind
                && each.span().getName().equals(name)).toList();
    }
}
