package dev.steward.availability.mirror;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What the mirror holds of a mitra, as Postgres had it at this version.
 *
 * @param sessions
 *            those that take up capacity: active ones and such whose payment is pending
 * @param lastHeartbeatAt
 *            null only where the mitra is offline
 */
public record MirroredMitra(UUID id, long version, boolean active, boolean online, int sessions, int maxConcurrent,
        Instant lastHeartbeatAt) {

    static MirroredMitra of(Row row) {
        OffsetDateTime heartbeat = row.getOffsetDateTime("last_heartbeat_at");
        return new MirroredMitra(
                row.getUUID("id"),
                row.getLong("version"),
                row.getBoolean("is_active"),
                row.getBoolean("is_online"),
                row.getInteger("sessions"),
                row.getInteger("max_concurrent"),
                heartbeat == null ? null : heartbeat.toInstant());
    }

    Stream<String> arguments() {
        return Stream.of(id.toString(), Long.toString(version), flag(active), flag(online), Integer.toString(sessions),
                Integer.toString(maxConcurrent), lastHeartbeatAt == null ? "" : Long.toString(lastHeartbeatAt.toEpochMilli()));
    }

    private static String flag(boolean value) {
        return value ? "1" : "0";
    }
}
