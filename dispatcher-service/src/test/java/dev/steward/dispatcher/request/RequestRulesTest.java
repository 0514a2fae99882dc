package dev.steward.dispatcher.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.steward.dispatcher.Backoff;
import dev.steward.dispatcher.target.TargetConfig;
import dev.steward.dispatcher.target.TargetPolicy;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestRulesTest {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private final RequestRules rules = new RequestRules(
            new Config(new MemorySize(BigInteger.valueOf(1000)), Duration.ofSeconds(120), 10),
            new TargetPolicy(new Targets(Optional.of(List.of("127.0.0.1")), 1, Duration.ofSeconds(1))));

    record Config(MemorySize maxBody, Duration maxHttpTimeout, int maxBatch) implements RequestConfig {}

    record Targets(Optional<List<String>> allowed, int lookups, Duration lookupTimeout) implements TargetConfig {}

    @Test
    void hasTheDefaultsOfTheSeed() {
        NewRequest request = rules.check(read(valid()));

        assertEquals(60, request.intervalSeconds());
        assertEquals(30, request.httpTimeoutSeconds());
        assertEquals(Backoff.FIXED, request.backoff());
        assertNull(request.attemptLimit());
        assertNull(request.expireAt());
        assertEquals(List.of(418), request.stopCodes());
        assertEquals(Map.of(), request.headers());
    }

    @Test
    void takesWhatIsGiven() {
        NewRequest request = rules.check(read(valid()
                .put("method", "PATCH").put("expireAt", "2030-01-01T00:00:00Z").put("successCode", 202)
                .put("stopCodes", new JsonArray(List.of(410, 404, 410, 418))).put("attemptLimit", 7)
                .put("attemptIntervalSeconds", 10).put("httpTimeoutSeconds", 120)
                .put("headers", new JsonObject().put("X-A", "b"))
                .put("scheme", "special-request").put("backoff", "exponential")));

        assertEquals("PATCH", request.method());
        assertEquals(Instant.parse("2030-01-01T00:00:00Z"), request.expireAt());
        assertEquals(202, request.successCode());
        assertEquals(List.of(404, 410, 418), request.stopCodes());
        assertEquals(7, request.attemptLimit());
        assertEquals(10, request.intervalSeconds());
        assertEquals(Backoff.EXPONENTIAL, request.backoff());
        assertEquals(120, request.httpTimeoutSeconds());
        assertEquals(Map.of("X-A", "b"), request.headers());
    }

    @Test
    void takesAJwtForABody() {
        JsonObject asked = valid().put("jwt", "x.y.z");
        asked.remove("body");

        assertEquals("x.y.z", rules.check(read(asked)).content());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "method                 | null                    | method",
            "method                 | 'TRACE'                 | method",
            "method                 | 'post'                  | method",
            "uri                    | null                    | uri",
            "uri                    | 'example.com'           | uri",
            "uri                    | 'http://user@a.example' | uri",
            "uri                    | 'http://2130706433'     | uri",
            "body                   | null                    | body",
            "jwt                    | 'a.b.c'                 | jwt",
            "body                   | '\\u0000'               | body",
            "body                   | '\\ud800'               | body",
            "successCode            | null                    | successCode",
            "successCode            | 199                     | successCode",
            "successCode            | 600                     | successCode",
            "stopCodes              | [404, 99]               | stopCodes",
            "stopCodes              | [null]                  | stopCodes",
            "attemptLimit           | 0                       | attemptLimit",
            "attemptLimit           | 1000001                 | attemptLimit",
            "attemptIntervalSeconds | 0                       | attemptIntervalSeconds",
            "attemptIntervalSeconds | 86401                   | attemptIntervalSeconds",
            "httpTimeoutSeconds     | 0                       | httpTimeoutSeconds",
            "expireAt               | '+12345-01-01T00:00:00Z'| expireAt",
            "scheme                 | 'other'                 | scheme",
            "backoff                | 'other'                 | backoff",
            "headers                | {'Host': 'a'}           | headers.Host",
            "headers                | {'content-length': '1'} | headers.content-length",
            "headers                | {'Proxy-Authorization': 'a'} | headers.Proxy-Authorization",
            "headers                | {'X A': 'a'}            | headers.X A",
            "headers                | {'X-A': 'a\\r\\nB: c'}  | headers.X-A",
            "headers                | {'X-A': null}           | headers.X-A",
    })
    void saysWhichMemberIsWrong(String member, String value, String field) {
        var refused = refused(read(with(member, value)));

        assertEquals("VALIDATION_FAILED", refused.code().name());
        assertEquals(List.of(field), refused.errors().stream().map(error -> error.field()).toList());
        assertTrue(refused.getMessage().startsWith(field), refused.getMessage());
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        var refused = refused(read(new JsonObject().put("method", "GET").put("uri", "x").put("successCode", 1)));

        assertEquals(List.of("uri", "body", "body", "successCode"),
                refused.errors().stream().map(error -> error.field()).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "claims             | {'a': 1}                          | NOT_SUPPORTED_YET",
            "signingKey         | 'key'                             | NOT_SUPPORTED_YET",
            "scheme             | 'standard-webhooks'               | NOT_SUPPORTED_YET",
            "orderingKey        | 'a'                               | NOT_SUPPORTED_YET",
            "uri                | 'http://10.0.0.1/'                | TARGET_FORBIDDEN",
            "uri                | 'http://169.254.169.254/latest'   | TARGET_FORBIDDEN",
            "uri                | 'http://[::1]:8080/'              | TARGET_FORBIDDEN",
            "uri                | 'http://[::ffff:10.0.0.1]/'       | TARGET_FORBIDDEN",
            "uri                | 'http://127.0.0.2/'               | TARGET_FORBIDDEN",
            "httpTimeoutSeconds | 121                               | TIMEOUT_TOO_LONG",
    })
    void refusesWhatCannotBeDone(String member, String value, String code) {
        assertEquals(code, refused(read(with(member, value))).code().name());
    }

    @Test
    void boundsTheBodyInBytes() {
        rules.check(read(valid().put("body", "x".repeat(1000))));

        assertEquals("BODY_TOO_LARGE", refused(read(valid().put("body", "x".repeat(1001)))).code().name());
        assertEquals("BODY_TOO_LARGE", refused(read(valid().put("body", "€".repeat(334)))).code().name());
    }

    @Test
    void letsAGetCarryNothingButAToken() {
        rules.check(read(valid().put("method", "GET").put("body", "eyJh.e30.c2ln-_~+/==")));

        assertEquals("VALIDATION_FAILED", refused(read(valid().put("method", "GET").put("body", "a b"))).code().name());
        assertEquals("VALIDATION_FAILED", refused(read(valid().put("method", "GET").put("body", ""))).code().name());
        assertEquals("VALIDATION_FAILED", refused(read(valid().put("method", "GET")
                .put("headers", new JsonObject().put("authorization", "Basic x")))).code().name());
    }

    @Test
    void boundsTheHeaders() {
        var many = new JsonObject();
        for (int i = 0; i < 33; i++) {
            many.put("X-" + i, "a");
        }
        assertEquals("headers", refused(read(valid().put("headers", many))).errors().getFirst().field());
        assertEquals("headers", refused(read(valid().put("headers", new JsonObject().put("X", "a".repeat(8192))))).errors()
                .getFirst().field());
    }

    private RefusedException refused(EnqueueRequest request) {
        return assertThrows(RefusedException.class, () -> rules.check(request));
    }

    private static JsonObject valid() {
        return new JsonObject().put("method", "POST").put("uri", "http://127.0.0.1/hook").put("body", "a.b.c")
                .put("successCode", 200);
    }

    private static JsonObject with(String member, String value) {
        return valid().mergeIn(new JsonObject("{\"" + member + "\": " + value.replace('\'', '"') + "}"));
    }

    private static EnqueueRequest read(JsonObject json) {
        try {
            return JSON.readValue(json.encode(), EnqueueRequest.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
