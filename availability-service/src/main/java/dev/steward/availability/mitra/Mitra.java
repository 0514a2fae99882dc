package dev.steward.availability.mitra;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.availability.mirror.MirroredMitra;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A mitra as Postgres knows it.
 *
 * @param sessions
 *            those that take up capacity now, of at most {@code maxConcurrent}
 * @param lastHeartbeatAt
 *            may lag behind the last ping by a minute; null before the mitra was ever online
 * @param version
 *            counts the changes
 */
@Schema(examples = """
        {"id": "019a9e3c-5d0f-7c1e-8b52-6f0f5a3d9e11", "displayName": "Sari", "active": true, "online": true, "sessions": 1, \
        "maxConcurrent": 3, "lastHeartbeatAt": "2026-05-25T10:07:55.123Z", "version": 4}""")
public record Mitra(UUID id, String displayName, boolean active, boolean online, int sessions, int maxConcurrent,
        @JsonInclude(JsonInclude.Include.ALWAYS) Instant lastHeartbeatAt, long version) {

    static Mitra of(Row row) {
        OffsetDateTime heartbeat = row.getOffsetDateTime("last_heartbeat_at");
        return new Mitra(
                row.getUUID("id"),
                row.getString("display_name"),
                row.getBoolean("is_active"),
                row.getBoolean("is_online"),
                row.getInteger("sessions"),
                row.getInteger("max_concurrent"),
                heartbeat == null ? null : heartbeat.toInstant(),
                row.getLong("version"));
    }

    /** What of it stands in the mirror. */
    public MirroredMitra mirrored() {
        return new MirroredMitra(id, version, active, online, sessions, maxConcurrent, lastHeartbeatAt);
    }
}
