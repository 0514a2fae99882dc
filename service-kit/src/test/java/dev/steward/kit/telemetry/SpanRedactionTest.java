package dev.steward.kit.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanRedactionTest {
    private final SpanRedaction redaction = new SpanRedaction();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http.request.method       | GET
            http.route                | /orders/{id}/token
            url.path                  | /orders/17
            url.scheme                | http
            url.full                  | http://127.0.0.1:8184/internal/v1/exchanges?limit=5
            server.address            | availability-service
            network.peer.address      | 127.0.0.1
            client.address            | 192.0.2.17
            user_agent.original       | Mozilla/5.0 (X11; Linux x86_64)
            code.function.name        | dev.steward.kit.auth.TokenResource.password
            db.query.text             | SELECT id, name FROM mitra WHERE id = $1
            db.system.name            | postgresql
            exception.type            | java.lang.IllegalStateException
            thread.name               | vert.x-eventloop-thread-0
            """)
    void whatTellsNoSecretStays(String name, String value) {
        assertEquals(value, redacted(span -> span.setAttribute(name, value)).getAttributes().get(AttributeKey.stringKey(name)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            url.full                     | http://ada:hunter2@shop.example/x?page=1
            url.full                     | http://shop.example/x?page=1&access_token=hunter2
            http.url                     | http://shop.example/x?password=hunter2
            http.target                  | /x?password=hunter2
            password                     | hunter2
            customer.api_key             | hunter2
            http.request.header.authorization | Bearer hunter2
            db.query.text                | SELECT 1 WHERE password = 'hunter2'
            note                         | it said password=hunter2
            user_agent.original          | curl token=hunter2
            """)
    void whatTellsOneIsMasked(String name, String value) {
        SpanData span = redacted(each -> each.setAttribute(name, value)
                .setAttribute(AttributeKey.stringArrayKey("all." + name), List.of(value)));
        assertFalse(span.getAttributes().toString().contains("hunter2"), span.getAttributes().toString());
    }

    @Test
    void aPathWithASecretGivesWayToItsRoute() {
        SpanData span = redacted(each -> each.setAttribute("url.path", "/reset/ab/hunter2").setAttribute("http.route",
                "/reset/{token}"));
        assertEquals("/reset/{token}", span.getAttributes().get(AttributeKey.stringKey("url.path")));
    }

    @Test
    void theQueryIsLeftOut() {
        assertNull(redacted(span -> span.setAttribute("url.query", "page=1&password=a&b")).getAttributes()
                .get(AttributeKey.stringKey("url.query")));
    }

    @Test
    void eventsStatusNameAndLinksTellNoneEither() {
        SpanData span = redacted(each -> each
                .recordException(new IllegalStateException("password=hunter2", new RuntimeException("token=hunter2")))
                .addEvent("password=hunter2", Attributes.of(AttributeKey.stringKey("secret"), "hunter2"))
                .addLink(each.getSpanContext(), Attributes.of(AttributeKey.stringKey("secret"), "hunter2"))
                .setStatus(StatusCode.ERROR, "password=hunter2").updateName("GET /x?password=hunter2"));
        String all = span.getName() + span.getStatus() + span.getLinks() + span.getEvents().stream()
                .map(event -> event.getName() + event.getAttributes()).toList();
        assertFalse(all.contains("hunter2"), all);
        assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
        assertEquals("password=***",
                span.getEvents().getFirst().getAttributes().get(AttributeKey.stringKey("exception.message")));
    }

    @Test
    void numbersStayNumbers() {
        SpanData span = redacted(each -> each.setAttribute("http.response.status_code", 200).setAttribute("retried", true));
        assertEquals(200L, span.getAttributes().get(AttributeKey.longKey("http.response.status_code")));
        assertEquals(true, span.getAttributes().get(AttributeKey.booleanKey("retried")));
    }

    private SpanData redacted(Consumer<Span> filling) {
        try (var provider = SdkTracerProvider.builder().build()) {
            Span span = provider.get("test").spanBuilder("GET").startSpan();
            filling.accept(span);
            span.end();
            return redaction.of(((ReadableSpan) span).toSpanData());
        }
    }
}
