package dev.steward.observability;

import static dev.steward.infra.test.TestTokens.token;
import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.kit.id.Uuid7;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/** Records as a recorder writes them. */
public final class Records {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Records() {}

    public static ObjectNode record(String api, Instant startedAt) {
        return record(Uuid7.at(startedAt), api, startedAt);
    }

    /** A success, redacted by its recorder, with little more than what must be there. */
    public static ObjectNode record(UUID id, String api, Instant startedAt) {
        ObjectNode record = JSON.objectNode()
                .put("id", id.toString())
                .put("api", api)
                .put("service", "shop")
                .put("startedAt", startedAt.toString())
                .put("durationMicros", 1500)
                .put("traceId", "%032x".formatted(id.getLeastSignificantBits() & Long.MAX_VALUE));
        ObjectNode request = record.putObject("request")
                .put("method", "GET")
                .put("url", "https://shop.example/api/orders?page=2")
                .put("route", "/api/orders")
                .put("clientAddress", "203.0.113.9")
                .put("userAgent", "test");
        header(request.putArray("headers"), "Accept", "application/json");
        body(request, null);
        ObjectNode response = record.putObject("response").put("status", 200);
        header(response.putArray("headers"), "Content-Type", "application/json");
        body(response, "{\"orders\":[]}");
        record.putNull("user");
        record.putObject("sampled").put("rate", 1.0).put("reason", "rate");
        record.putObject("redaction").put("rulesVersion", "abc").put("count", 0);
        record.putNull("exception");
        return record;
    }

    public static void header(ArrayNode headers, String name, String value) {
        headers.addArray().add(name).add(value);
    }

    public static void body(ObjectNode message, String text) {
        message.putObject("body").put("text", text).put("size", text == null ? 0 : text.length()).put("truncated", false);
    }

    public static ArrayNode batch(ObjectNode... records) {
        ArrayNode batch = JSON.arrayNode();
        for (ObjectNode record : records) {
            batch.add(record);
        }
        return batch;
    }

    /** As bytes: a text of a megabyte would be pretty-printed before it is sent, which takes half a minute. */
    public static ValidatableResponse post(Object batch) {
        return given().header("Authorization", "Bearer " + token("recorder", "service"))
                .contentType("application/json")
                .body(utf8(batch.toString()))
                .when().post("/internal/v1/exchanges")
                .then();
    }

    public static byte[] gzip(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
