package dev.steward.benchmarks.dispatch.dbscheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * Sends what the dispatcher would send, and stores an attempt; by the cheapest client of the JDK, as its thread waits
 * anyway.
 */
final class Delivery {
    private static final int EXCERPT = 500;
    private static final int LIMIT = 1440;
    private static final int INTERVAL_SECONDS = 60;
    private static final String INSERT = """
            INSERT INTO peers.db_scheduler_attempt (request_id, number, started_at, duration_ms, status, error,
                                                      response_excerpt)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    private final ObjectMapper json = new ObjectMapper();
    private final DataSource database;

    Delivery(DataSource database) {
        this.database = database;
    }

    /**
     * @param status
     *            null where there was no answer
     * @param error
     *            why it is to be tried again; null: it is not
     */
    private record Outcome(Integer status, String error, String excerpt) {}

    void make(String id, String payload, int number) {
        Instant startedAt = Instant.now();
        long began = System.nanoTime();
        Outcome outcome = outcome(payload, number);
        try {
            record(id, number, startedAt, (int) ((System.nanoTime() - began) / 1_000_000), outcome);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        if (outcome.error() != null) {
            throw new IllegalStateException(outcome.error());
        }
    }

    private Outcome outcome(String payload, int number) {
        try {
            JsonNode job = json.readTree(payload);
            return send(URI.create(job.get("uri").textValue()), body(job, number));
        } catch (IOException e) {
            return new Outcome(null, e.toString(), null);
        }
    }

    private byte[] body(JsonNode job, int number) throws IOException {
        ObjectNode body = json.createObjectNode();
        body.set("request", job.get("body"));
        ObjectNode task = body.putObject("__task");
        task.set("createdAt", job.get("createdAt"));
        task.putObject("attempt").put("number", number).put("limit", LIMIT).put("interval", INTERVAL_SECONDS);
        return json.writeValueAsBytes(body);
    }

    private static Outcome send(URI uri, byte[] body) throws IOException {
        var connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        int status = connection.getResponseCode();
        return new Outcome(status, status == 200 ? null : "answered " + status, excerpt(connection));
    }

    private static String excerpt(HttpURLConnection connection) throws IOException {
        InputStream failed = connection.getErrorStream();
        try (InputStream answer = failed == null ? connection.getInputStream() : failed) {
            String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            return text.substring(0, Math.min(EXCERPT, text.length()));
        }
    }

    private void record(String id, int number, Instant startedAt, int millis, Outcome outcome) throws SQLException {
        try (Connection connection = database.getConnection(); PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, id);
            insert.setInt(2, number);
            insert.setObject(3, startedAt.atOffset(ZoneOffset.UTC));
            insert.setInt(4, millis);
            insert.setObject(5, outcome.status(), Types.INTEGER);
            insert.setString(6, outcome.error());
            insert.setString(7, outcome.excerpt());
            insert.executeUpdate();
        }
    }
}
