package dev.steward.dispatcher.delivery;

import dev.steward.dispatcher.Backoff;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a row of a claim says. */
sealed interface ClaimRow {
    record Leased(Task task) implements ClaimRow {}

    record Read(UUID destination, Instant head) implements ClaimRow {}

    record Next(Duration pause) implements ClaimRow {}

    static ClaimRow of(Row row, UUID token, long askedNanos, Duration margin) {
        if (row.getUUID("id") != null) {
            return new Leased(task(row, new Lease(token, instant(row, "granted_at"), askedNanos, System.nanoTime(), margin)));
        }
        UUID lane = row.getUUID("lane");
        return lane == null ? new Next(pause(row)) : new Read(lane, instant(row, "head"));
    }

    private static Task task(Row row, Lease lease) {
        return new Task(
                row.getUUID("id"),
                row.getUUID("destination_id"),
                lease,
                content(row),
                row.getInteger("success_code"),
                List.of(row.getArrayOfIntegers("stop_codes")),
                instant(row, "created_at"),
                instant(row, "expire_at"),
                row.getInteger("attempts"),
                row.getInteger("attempt_limit"),
                new Pace(Duration.ofSeconds(row.getInteger("interval_seconds")),
                        Backoff.named(row.getString("backoff")).orElseThrow()),
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

    private static Duration pause(Row row) {
        Double seconds = row.getDouble("wait");
        return seconds == null ? null : Duration.ofMillis((long) (seconds * 1000));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
