package dev.steward.heartbeat.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");

    private record Config(Duration acceptedFor, Duration clockTolerance, int dataLimit, Duration countersKeptFor,
            String pruneEvery) implements EventConfig {}

    private final EventReader reader = new EventReader(
            new Config(Duration.ofDays(30), Duration.ofMinutes(5), 100, Duration.ofDays(400), "off"),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"id":"e1","type":"order.placed","occurredAt":"2026-11-22T09:29:00Z","data":{"kind":"web"}}       | web |
            {"id":"e1","type":"order.placed","occurredAt":"2026-11-22T10:29:00+01:00","data":{"kind":"manual"}} | manual |
            {"id":"e1","type":"search.performed","occurredAt":"2026-11-22T09:29:00Z","data":{"q":"lamp"}}     | ``  | ``
            {"id":"e1","type":"search.performed","occurredAt":"2026-11-22T09:29:00Z","data":null}             | ``  | ``
            {"id":"e1","type":"search.performed","occurredAt":"2026-11-22T09:29:00Z"}                         | ``  | ``
            {"id":"e1","type":"article.created","occurredAt":"2026-11-22T09:29:00Z","data":{"articleId":"A-1"}} | `` | A-1
            {"id":"e1","type":"article.validated","occurredAt":"2026-11-22T09:29:00Z","data":{"articleId":17}} | ``  | 17
            {"id":"e1","type":"article.created","occurredAt":"2026-11-22T09:29:00Z","data":{}}                | ``  | ``
            {"id":"e1","type":"user.seen","occurredAt":"2026-11-22T09:29:00Z","data":{"userId":"u1"}}         | ``  | u1
            {"id":"e1","type":"cart.left","occurredAt":"2026-11-22T09:29:00Z","more":1}                       | ``  | ``
            """)
    void readsWhatCanBeCounted(String item, String kind, String subject) throws Exception {
        Event event = assertInstanceOf(Checked.Valid.class, read(item)).event();

        assertEquals("e1", event.id());
        assertEquals(kind, event.kind());
        assertEquals(subject == null ? "" : subject, event.subject());
        assertEquals(Instant.parse("2026-11-22T09:29:00Z"), event.occurredAt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            17                                                                                            | id must be 1 to 128 letters, digits, '.', '_', ':' or '-'
            {"type":"a","occurredAt":"2026-11-22T09:29:00Z"}                                              | id must be 1 to 128 letters, digits, '.', '_', ':' or '-'
            {"id":17,"type":"a","occurredAt":"2026-11-22T09:29:00Z"}                                      | id must be 1 to 128 letters, digits, '.', '_', ':' or '-'
            {"id":"a\\u0000","type":"a","occurredAt":"2026-11-22T09:29:00Z"}                              | id must be 1 to 128 letters, digits, '.', '_', ':' or '-'
            {"id":"e1","occurredAt":"2026-11-22T09:29:00Z"}                                               | type must be 1 to 64 lower-case letters, digits, '.', '_' or '-'
            {"id":"e1","type":"Ärger","occurredAt":"2026-11-22T09:29:00Z"}                                | type must be 1 to 64 lower-case letters, digits, '.', '_' or '-'
            {"id":"e1","type":"a"}                                                                        | occurredAt must be an RFC 3339 time
            {"id":"e1","type":"a","occurredAt":1763800000}                                                | occurredAt must be an RFC 3339 time
            {"id":"e1","type":"a","occurredAt":"yesterday"}                                               | occurredAt must be an RFC 3339 time
            {"id":"e1","type":"a","occurredAt":"2026-11-22T09:29:00"}                                     | occurredAt must be an RFC 3339 time
            {"id":"e1","type":"a","occurredAt":"2026-10-23T09:29:59Z"}                                    | occurredAt is too long ago
            {"id":"e1","type":"a","occurredAt":"-999999999-01-01T00:00:00Z"}                              | occurredAt is too long ago
            {"id":"e1","type":"a","occurredAt":"2026-11-22T09:35:01Z"}                                    | occurredAt is in the future
            {"id":"e1","type":"a","occurredAt":"+999999999-12-31T23:59:59Z"}                              | occurredAt is in the future
            {"id":"e1","type":"a","occurredAt":"2026-11-22T09:29:00Z","data":[1]}                         | data must be an object
            {"id":"e1","type":"order.placed","occurredAt":"2026-11-22T09:29:00Z","data":{"kind":"WEB"}}   | data.kind must be web, platform or manual
            {"id":"e1","type":"order.placed","occurredAt":"2026-11-22T09:29:00Z"}                         | data.kind must be web, platform or manual
            {"id":"e1","type":"article.created","occurredAt":"2026-11-22T09:29:00Z","data":{"articleId":{}}} | data.articleId must be a text of 1 to 128 characters or a number
            {"id":"e1","type":"user.seen","occurredAt":"2026-11-22T09:29:00Z","data":{"userId":"a\\u0000"}} | data.userId must be a text of 1 to 128 characters or a number
            """)
    void saysWhatIsWrong(String item, String reason) throws Exception {
        assertEquals(reason, assertInstanceOf(Checked.Invalid.class, read(item)).reason());
    }

    @Test
    void putsASlightlyFastClockBackToNow() throws Exception {
        Checked checked = read("{\"id\":\"e1\",\"type\":\"a\",\"occurredAt\":\"2026-11-22T09:34:00Z\"}");
        assertEquals(NOW, assertInstanceOf(Checked.Valid.class, checked).event().occurredAt());
    }

    @Test
    void refusesDataBeyondTheLimit() throws Exception {
        Checked checked = read("{\"id\":\"e1\",\"type\":\"a\",\"occurredAt\":\"2026-11-22T09:29:00Z\",\"data\":{\"a\":\""
                + "x".repeat(100) + "\"}}");
        assertEquals("data is larger than 100 bytes", assertInstanceOf(Checked.Invalid.class, checked).reason());
    }

    private Checked read(String item) throws Exception {
        return reader.read(new ObjectMapper().readTree(item));
    }
}
