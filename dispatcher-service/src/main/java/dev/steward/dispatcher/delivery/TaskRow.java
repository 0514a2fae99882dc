package dev.steward.dispatcher.delivery;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads a claimed row. */
final class TaskRow {
    private TaskRow() {}

    static Task task(Row row, UUID token, long askedNanos, Duration margin) {
        return new Task(
                row.getUUID("id"),
                new Lease(token, instant(row, "granted_at"), askedNanos, margin),
                content(row),
                row.getInteger("success_code"),
                List.of(row.getArrayOfIntegers("stop_codes")),
                instant(row, "created_at"),
                instant(row, "expire_at"),
                row.getInteger("attempts"),
                row.getInteger("attempt_limit"),
                Duration.ofSeconds(row.getInteger("interval_seconds")),
                Duration.ofSeconds(row.getInteger("http_timeout_seconds")),
                instant(row, "due"));
    }

    private static Task.Content content(Row row) {
        return new Task.Content(row.getString("method"), row.getString("uri"), row.getString("body"),
                headers(row.getString("headers")), row.getString("trace"));
    }

    private static Map<String, String> headers(String json) {
        return new JsonObject(json).stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> (String) entry.getValue()));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
