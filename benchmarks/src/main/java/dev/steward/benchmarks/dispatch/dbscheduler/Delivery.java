package dev.steward.benchmarks.dispatch.dbscheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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
            INSERT INTO peers.db_scheduler_attempt (request_id, number, started_at, duration_ms, status, response_excerpt)
            VALUES (?, ?, ?, ?, ?, ?)
            """;

    private final ObjectMapper json = new ObjectMapper();
    private final DataSource database;

    Delivery(DataSource database) {
        this.database = database;
    }

    void make(String id, String payload, int number) {
        try {
            JsonNode job = json.readTree(payload);
            Instant startedAt = Instant.now();
            long began = System.nanoTime();
            var connection = (HttpURLConnection) URI.create(job.get("uri").textValue()).toURL().openConnection();
            int status = send(connection, body(job, number));
            String excerpt = excerpt(connection);
            record(id, number, startedAt, (int) ((System.nanoTime() - began) / 1_000_000), status, excerpt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
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

    private static int send(HttpURLConnection connection, byte[] body) throws IOException {
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        int status = connection.getResponseCode();
        if (status != 200) {
            throw new IOException("answered " + status);
        }
        return status;
    }

    private static String excerpt(HttpURLConnection connection) throws IOException {
        try (InputStream answer = connection.getInputStream()) {
            String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            return text.substring(0, Math.min(EXCERPT, text.length()));
        }
    }

    private void record(String id, int number, Instant startedAt, int millis, int status, String excerpt) throws SQLException {
        try (Connection connection = database.getConnection(); PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, id);
            insert.setInt(2, number);
            insert.setObject(3, startedAt.atOffset(ZoneOffset.UTC));
            insert.setInt(4, millis);
            insert.setInt(5, status);
            insert.setString(6, excerpt);
            insert.executeUpdate();
        }
    }
}
