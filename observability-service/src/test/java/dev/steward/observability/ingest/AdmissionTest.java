package dev.steward.observability.ingest;

import static dev.steward.observability.Records.record;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.steward.observability.Records;
import dev.steward.observability.exchange.Exchange;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Instant NOW = Instant.parse("2026-03-14T09:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    record Settings(int batchRecords, MemorySize batchSize, MemorySize bodySize, Duration acceptedPast, Duration acceptedFuture)
            implements
                IngestConfig {
        static Settings usual() {
            return new Settings(3, memory(10_000), memory(100), Duration.ofDays(90), Duration.ofMinutes(10));
        }
    }

    private final Admission admission = new Admission(Set.of("internal", "partner"), Settings.usual(),
            Clock.fixed(NOW, ZoneOffset.UTC));

    static MemorySize memory(long bytes) {
        return new MemorySize(BigInteger.valueOf(bytes));
    }

    @Test
    void admitsWhatARecorderSends() {
        assertDoesNotThrow(() -> admission.check(exchange(record -> {
        })));
    }

    @Test
    void admitsWhatIsLeftOut() {
        assertDoesNotThrow(() -> admission.check(exchange(record -> record.remove(
                List.of("traceId", "user", "sampled", "redaction", "exception")))));
    }

    @Test
    void saysWhatIsWrong() {
        rejects("id: must be a UUIDv7", record -> record.put("id", UUID.randomUUID().toString()));
        rejects("id: must be a UUIDv7", record -> record.putNull("id"));
        rejects("api: not configured here; known are internal, partner", record -> record.put("api", "other"));
        rejects("traceId: must be 32 lower-case hexadecimal digits", record -> record.put("traceId", "0".repeat(32)));
        rejects("traceId: must be 32 lower-case hexadecimal digits", record -> record.put("traceId", "xyz"));
        rejects("durationMicros: must not be negative", record -> record.put("durationMicros", -1));
        rejects("startedAt: is missing", record -> record.putNull("startedAt"));
        rejects("startedAt: older than 90 days", record -> record.put("startedAt", "2025-12-13T00:00:00Z"));
        rejects("startedAt: more than 10 minutes ahead", record -> record.put("startedAt", "2026-03-14T09:10:01Z"));
        rejects("service: is missing", record -> record.put("service", " "));
        rejects("request: is missing", record -> record.putNull("request"));
        rejects("request.method: is missing", record -> request(record).putNull("method"));
        rejects("request.url: is missing", record -> request(record).put("url", ""));
        rejects("request.url: longer than 32768 characters", record -> request(record).put("url", "/" + "x".repeat(32768)));
        rejects("request.headers: must be pairs of name and value",
                record -> request(record).withArray("headers").addArray().add("x"));
        rejects("request.headers: must be pairs of name and value", record -> request(record).withArray("headers").addNull());
        rejects("response: is missing", record -> record.remove("response"));
        rejects("response.status: must be from 100 to 599, or null", record -> response(record).put("status", 99));
        rejects("response.body.text: longer than 100 characters", record -> Records.body(response(record), "x".repeat(101)));
        rejects("response.body.size: must not be negative", record -> response(record).withObject("body").put("size", -1));
        rejects("user.id: is missing", record -> record.putObject("user"));
        rejects("sampled.rate: must be above 0 and at most 1", record -> record.putObject("sampled").put("rate", 0));
        rejects("redaction.rulesVersion: is missing", record -> record.putObject("redaction"));
        rejects("exception: must be an object or null", record -> record.put("exception", "it broke"));
    }

    private void rejects(String reason, Consumer<ObjectNode> change) {
        Exchange exchange = exchange(change);
        assertEquals(reason, assertThrows(RejectedException.class, () -> admission.check(exchange), reason).getMessage());
    }

    private static Exchange exchange(Consumer<ObjectNode> change) {
        ObjectNode record = record("internal", NOW.minusSeconds(5));
        change.accept(record);
        try {
            return JSON.treeToValue(record, Exchange.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode request(ObjectNode record) {
        return record.withObject("request");
    }

    private static ObjectNode response(ObjectNode record) {
        return record.withObject("response");
    }
}
