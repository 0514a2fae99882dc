package dev.steward.observability.ingest;

import static dev.steward.observability.Records.body;
import static dev.steward.observability.Records.header;
import static dev.steward.observability.Records.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.steward.observability.exchange.Exchange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondLookTest {
    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
    private final SecondLook look = new SecondLook(json);
    private final ObjectNode record = record("internal", Instant.EPOCH);
    private final ObjectNode request = record.withObject("request");
    private final ArrayNode headers = request.withArray("headers");

    @Test
    void redactsAllOfARecordThatSaysNothingOfRedaction() throws JsonProcessingException {
        record.remove("redaction");
        request.put("url", "https://shop.example/cb?access_token=secret-1&page=2");
        header(headers, "Authorization", "Bearer secret-2");
        header(headers, "Cookie", "sid=secret-3");
        header(headers, "Content-Type", "application/json");
        body(request, "{\"password\":\"secret-4\",\"sku\":\"A-1\"}");
        record.putObject("exception").put("type", "Error").put("message", "refused: api_key=secret-5");
        Exchange stored = look.of(exchange());
        String text = json.writeValueAsString(stored);
        for (int i = 1; i <= 5; i++) {
            assertFalse(text.contains("secret-" + i), "secret-" + i + " in " + text);
        }
        assertTrue(text.contains("A-1") && text.contains("page=2"), text);
        assertTrue(stored.redaction().count() >= 5, stored.redaction().toString());
        assertFalse(stored.redaction().rulesVersion().isEmpty());
    }

    @Test
    void keepsWhatARecordersRulesAllowedButNoCredentialHeader() {
        header(headers, "Chat-Session-Token", "allowed-1");
        header(headers, " AUTHORIZATION ", "Bearer secret-1");
        header(headers, "Set-Cookie", "sid=secret-2; HttpOnly");
        Exchange stored = look.of(exchange());
        assertTrue(stored.request().headers().contains(List.of("Chat-Session-Token", "allowed-1")));
        assertFalse(stored.request().headers().toString().contains("secret-"), stored.request().headers().toString());
        assertEquals("abc", stored.redaction().rulesVersion());
        assertEquals(2, stored.redaction().count());
    }

    @Test
    void redactsABodyThatIsCutAsFarAsItGoes() {
        record.remove("redaction");
        header(headers, "Content-Type", "application/json");
        body(request, "{\"sku\":\"A-1\",\"note\":\"" + "x".repeat(200) + "\",\"password\":\"secret-1\",\"token\":\"secr");
        request.withObject("body").put("truncated", true).put("size", 50_000);
        Exchange.Body stored = look.of(exchange()).request().body();
        assertTrue(stored.text().startsWith("{\"sku\":\"A-1\"") && !stored.text().contains("secr"), stored.text());
        assertTrue(stored.truncated());
        assertEquals(50_000, stored.size());
    }

    @Test
    void countsNothingTwice() {
        header(headers, "Authorization", "Bearer ***");
        record.withObject("redaction").put("count", 1);
        assertEquals(1, look.of(exchange()).redaction().count());
    }

    @Test
    void writesNulAndHalfSurrogatesInAWayThatCanBeStored() {
        request.put("url", "/a\u0000b");
        body(request, "x\u0000y\ud800z");
        Exchange stored = look.of(exchange());
        assertEquals("/a\u2400b", stored.request().url());
        assertEquals("x\u2400y\ufffdz", stored.request().body().text());
    }

    @Test
    void fillsInWhatWasLeftOut() {
        record.remove(List.of("sampled", "exception", "user"));
        request.remove(List.of("headers", "body"));
        Exchange stored = look.of(exchange());
        assertEquals(List.of(), stored.request().headers());
        assertEquals(Exchange.Body.NONE, stored.request().body());
        assertEquals(new Exchange.Sampled(1, "rate"), stored.sampled());
    }

    private Exchange exchange() {
        try {
            return json.treeToValue(record, Exchange.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
