package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.Api.as;
import static dev.steward.dispatcher.Api.request;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Receiver;
import dev.steward.infra.test.Collector;
import dev.steward.infra.test.CollectorResource;
import dev.steward.infra.test.WithStores;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a collector each attempt is a span below the one in which its request was enqueued. */
@QuarkusTest
@WithStores("dispatcher")
@TestProfile(TracedAttemptsTest.Traced.class)
class TracedAttemptsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public static class Traced implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(CollectorResource.class));
        }
    }

    private final Receiver receiver = new Receiver();

    Collector collector;

    @AfterEach
    void close() {
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/internal/v1/requests", "/internal/v1/requests:batch"})
    void theReceiverGoesOnWithTheAttemptsSpanWhichIsAChildOfTheEnqueuing(String path) {
        String trace = newTrace();
        var asked = request(receiver.url() + "/hook?token=in-the-query");
        as("service").header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body(path.endsWith("batch") ? new JsonArray().add(asked).encode() : asked.encode()).post(path);
        await().atMost(PATIENCE).until(() -> receiver.log().size() == 1);

        Span enqueuing = span(trace, Span.SpanKind.SPAN_KIND_SERVER);
        Span attempt = span(trace, Span.SpanKind.SPAN_KIND_CLIENT);
        assertEquals(enqueuing.getSpanId(), attempt.getParentSpanId());
        assertEquals("00-" + trace + "-" + Collector.hex(attempt.getSpanId()) + "-01",
                receiver.only().headers().get("traceparent"));
        assertTrue(attempt.toString().contains("token=***"), attempt.toString());
        assertFalse(collector.bytes().contains("in-the-query"));
    }

    @Test
    void aFailureIsAnErrorOfTheSpan() {
        receiver.answering(503, 200);
        String trace = newTrace();
        as("service").header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body(request(receiver.url()).put("attemptLimit", 1).encode()).post("/internal/v1/requests");

        assertEquals("STATUS_CODE_ERROR", span(trace, Span.SpanKind.SPAN_KIND_CLIENT).getStatus().getCode().name());
    }

    @Test
    void anAttemptWithoutAnAnswerIsOfOneKindAndSaysWhy() {
        String uri = receiver.url();
        receiver.close();
        String trace = newTrace();
        as("service").header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body(request(uri).put("attemptLimit", 1).encode()).post("/internal/v1/requests");

        Span attempt = span(trace, Span.SpanKind.SPAN_KIND_CLIENT);
        assertTrue(attempt.getStatus().getMessage().contains("refused"), attempt.toString());
        assertEquals(List.of("unanswered"), attempt.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("error.type"))
                .map(attribute -> attribute.getValue().getStringValue()).toList());
    }

    @Test
    void nothingIsToldOfATraceThatItsCallerDoesNotRecord() {
        String trace = newTrace();
        as("service").header("traceparent", "00-" + trace + "-00f067aa0ba902b7-00")
                .body(request(receiver.url()).encode()).post("/internal/v1/requests");
        await().atMost(PATIENCE).until(() -> receiver.log().size() == 1);

        assertTrue(receiver.only().headers().get("traceparent").matches("00-" + trace + "-[0-9a-f]{16}-00"));
    }

    private Span span(String trace, Span.SpanKind kind) {
        await().atMost(PATIENCE).until(() -> spans(trace, kind).size() == 1);
        return spans(trace, kind).getFirst();
    }

    /** Of this service's own doing: its statements are spans too, and have names of their own. */
    private List<Span> spans(String trace, Span.SpanKind kind) {
        return collector.spans(trace).stream()
                .filter(span -> span.getKind() == kind)
                .filter(span -> kind != Span.SpanKind.SPAN_KIND_CLIENT || span.getName().equals("POST"))
                .toList();
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
