package dev.steward.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * Batches as the kit sends them: gzip of level 1, records redacted by their recorder, ids and times in order, JSON
 * bodies of 1.8 kB together, ten headers each way.
 */
final class ExchangeBatches {
    private static final int REQUEST_BODY = 300;
    private static final int RESPONSE_BODY = 1500;
    private static final List<String> COLLECTIONS = List.of("orders", "articles", "customers", "carts", "invoices",
            "shipments");
    private static final List<String> WORDS = List.of("walnut", "lamp", "table", "oak", "chair", "linen", "shelf", "brass",
            "delivered", "pending", "Surabaya", "Bandung", "Jakarta", "express", "fragile", "gift", "blue", "green");

    private final ObjectMapper json = new ObjectMapper();
    private final Random random;
    private Instant time;

    /**
     * @param from
     *            when the first exchange started; each one follows 200 microseconds after the one before
     */
    ExchangeBatches(Instant from, long seed) {
        this.time = from.truncatedTo(ChronoUnit.MICROS);
        this.random = new Random(seed);
    }

    byte[] next(int records) throws IOException {
        ArrayNode batch = json.createArrayNode();
        for (int i = 0; i < records; i++) {
            batch.add(exchange());
        }
        return gzip(json.writeValueAsBytes(batch));
    }

    private ObjectNode exchange() {
        time = time.plus(200, ChronoUnit.MICROS);
        String collection = COLLECTIONS.get(random.nextInt(COLLECTIONS.size()));
        String path = "/api/" + collection + "/" + random.nextInt(1_000_000);
        boolean failed = random.nextInt(100) < 2;
        ObjectNode exchange = json.createObjectNode().put("id", id().toString()).put("api", "internal").put("service", "shop")
                .put("startedAt", time.toString()).put("durationMicros", 500 + random.nextInt(60_000)).put("traceId", hex(16));
        ObjectNode request = exchange.putObject("request").put("method", "POST")
                .put("url", "https://shop.example" + path + "?page=" + random.nextInt(50))
                .put("route", "/api/" + collection + "/{id}").put("clientAddress", "203.0.113." + random.nextInt(256))
                .put("userAgent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36");
        headers(request.putArray("headers"), "Accept", "application/json", "Accept-Encoding", "gzip, br", "Accept-Language",
                "id, en;q=0.8", "Authorization", "Bearer ***", "Content-Type", "application/json", "Cookie", "sid=***",
                "Host", "shop.example", "traceparent", "00-" + hex(16) + "-" + hex(8) + "-01", "X-Request-Id", hex(12),
                "Content-Length", "300");
        body(request, REQUEST_BODY);
        ObjectNode response = exchange.putObject("response").put("status", failed ? 500 : 200);
        headers(response.putArray("headers"), "Content-Type", "application/json", "Content-Length", "1500", "Date",
                "Sat, 14 Mar 2026 09:26:53 GMT", "ETag", "\"" + hex(8) + "\"", "Cache-Control", "no-store", "Vary",
                "Accept, Accept-Language", "Trace-Id", hex(16), "Set-Cookie", "sid=***; Path=/; HttpOnly", "Server", "shop",
                "Strict-Transport-Security", "max-age=31536000");
        body(response, RESPONSE_BODY);
        response.put("aborted", false);
        exchange.putObject("user").put("id", "customer-" + random.nextInt(10_000)).putArray("roles").add("customer");
        exchange.putObject("sampled").put("rate", 1.0).put("reason", failed ? "failed" : "rate");
        exchange.putObject("redaction").put("rulesVersion", "3f1c9a7be204").put("count", 3);
        return exchange.putNull("exception");
    }

    private void headers(ArrayNode headers, String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.addArray().add(namesAndValues[i]).add(namesAndValues[i + 1]);
        }
    }

    /** JSON of that many bytes. */
    private void body(ObjectNode message, int size) {
        StringBuilder text = new StringBuilder("{\"items\":[");
        while (text.length() < size - 90) {
            text.append("{\"sku\":\"").append(hex(4)).append("\",\"name\":\"").append(word()).append(' ').append(word())
                    .append("\",\"price\":").append(random.nextInt(1_000_000)).append("},");
        }
        text.append("{}],\"note\":\"").append("x".repeat(Math.max(0, size - text.length() - 13))).append("\"}");
        message.putObject("body").put("text", text.toString()).put("size", text.length()).put("sha256", hex(32))
                .put("truncated", false).putNull("omitted");
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private String hex(int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }

    private UUID id() {
        return new UUID(time.toEpochMilli() << 16 | 0x7000L | random.nextInt(0x1000), 1L << 63 | random.nextLong() >>> 2);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream(plain.length / 4);
        try (OutputStream gzip = new GZIPOutputStream(bytes) {
            {
                def.setLevel(1);
            }
        }) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }
}
