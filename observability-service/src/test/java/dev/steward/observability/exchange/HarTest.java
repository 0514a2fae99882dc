package dev.steward.observability.exchange;

import static dev.steward.observability.Records.body;
import static dev.steward.observability.Records.header;
import static dev.steward.observability.Records.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Against the members that HAR 1.2 asks for. */
class HarTest {
    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private final ObjectNode record = record("internal", Instant.parse("2026-03-14T09:26:53.111Z"));
    private final ObjectNode request = record.withObject("request");
    private final ObjectNode response = record.withObject("response");

    @Test
    void hasEveryMemberThatMustBeThere() {
        body(request, "{}");
        JsonNode log = log();
        has(log, "version", "creator", "entries");
        has(log.path("creator"), "name", "version");
        JsonNode entry = log.path("entries").get(0);
        has(entry, "startedDateTime", "time", "request", "response", "cache", "timings");
        has(entry.path("request"), "method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize",
                "bodySize");
        has(entry.path("request").path("postData"), "mimeType", "params", "text");
        has(entry.path("response"), "status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL",
                "headersSize", "bodySize");
        has(entry.path("response").path("content"), "size", "mimeType");
        has(entry.path("timings"), "send", "wait", "receive");
        assertEquals("2026-03-14T09:26:53.111Z", entry.path("startedDateTime").asText());
        assertEquals(1.5, entry.path("time").asDouble());
    }

    @Test
    void knowsNoNullHoweverLittleIsKnown() {
        record.remove(List.of("user", "sampled", "exception", "traceId"));
        response.putNull("status").put("aborted", true);
        body(response, null);
        body(request, null);
        JsonNode entry = entry();
        assertTrue(nulls(entry).isEmpty(), () -> entry.toPrettyString());
        assertEquals(0, entry.path("response").path("status").asInt(-1));
        assertEquals("aborted", entry.path("response").path("comment").asText());
        assertFalse(entry.path("request").has("postData"));
        assertFalse(entry.path("response").path("content").has("text"));
        assertEquals("", entry.path("response").path("redirectURL").asText());
    }

    @Test
    void saysWhyABodyIsMissing() {
        request.putObject("body").putNull("text").put("size", 5000).put("omitted", "binary");
        response.putObject("body").put("text", "{\"a\":").put("size", 90_000).put("truncated", true);
        JsonNode entry = entry();
        assertEquals("binary", entry.path("request").path("postData").path("comment").asText());
        assertEquals(5000, entry.path("request").path("bodySize").asInt());
        assertEquals("truncated", entry.path("response").path("content").path("comment").asText());
        assertEquals(90_000, entry.path("response").path("content").path("size").asInt());
        assertTrue(nulls(entry).isEmpty(), () -> entry.toPrettyString());
    }

    @Test
    void picksOutCookiesQueryAndForm() {
        request.put("url", "/shop/s%C3%BC%C3%9F?a=1&b=x%20y+z&flag&a=2&bad=%zz&&#part");
        header(request.withArray("headers"), "HOST", "shop.example");
        header(request.withArray("headers"), "cookie", "sid=***; theme=dark=1;; lonely");
        header(request.withArray("headers"), "Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        body(request, "name=Ada+L&password=***");
        header(response.withArray("headers"), "Set-Cookie", "sid=***; Path=/; HttpOnly");
        header(response.withArray("headers"), "Set-Cookie", "lang=id");
        header(response.withArray("headers"), "Location", "/next");
        JsonNode entry = entry();
        assertEquals("http://shop.example/shop/s%C3%BC%C3%9F?a=1&b=x%20y+z&flag&a=2&bad=%zz&&",
                entry.path("request").path("url").asText());
        assertEquals("a=1 b=x y z flag= a=2 bad=%zz", pairs(entry.path("request").path("queryString")));
        assertEquals("sid=*** theme=dark=1 lonely=", pairs(entry.path("request").path("cookies")));
        assertEquals("name=Ada L password=***", pairs(entry.path("request").path("postData").path("params")));
        assertEquals("sid=*** lang=id", pairs(entry.path("response").path("cookies")));
        assertEquals("/next", entry.path("response").path("redirectURL").asText());
    }

    private static void has(JsonNode node, String... members) {
        Set<String> missing = new TreeSet<>(List.of(members));
        node.fieldNames().forEachRemaining(missing::remove);
        assertEquals(Set.of(), missing);
    }

    private static List<JsonNode> nulls(JsonNode node) {
        return node.isNull()
                ? List.of(node)
                : StreamSupport.stream(node.spliterator(), false).flatMap(child -> nulls(child).stream()).toList();
    }

    private static String pairs(JsonNode pairs) {
        return String.join(" ", StreamSupport.stream(pairs.spliterator(), false)
                .map(pair -> pair.path("name").asText() + "=" + pair.path("value").asText()).toList());
    }

    private JsonNode entry() {
        return log().path("entries").get(0);
    }

    private JsonNode log() {
        try {
            return json.valueToTree(Har.of(json.treeToValue(record, Exchange.class))).path("log");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
