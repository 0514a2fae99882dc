package dev.steward.availability.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A time for which a mitra was online.
 *
 * @param endedAt
 *            null while it lasts; where the sweep ended it, the last ping
 * @param endedBy
 *            {@code mitra}, {@code operator}, {@code deactivation} or {@code sweep}; null while it lasts
 */
@Schema(examples = """
        {"id": "019a9e3c-5d0f-7c1e-8b52-6f0f5a3d9e11", "startedAt": "2026-05-25T08:00:00Z", \
        "endedAt": "2026-05-25T10:07:55.123Z", "endedBy": "sweep"}""")
public record OnlinePeriod(UUID id, Instant startedAt, @JsonInclude(JsonInclude.Include.ALWAYS) Instant endedAt,
        @JsonInclude(JsonInclude.Include.ALWAYS) String endedBy) {

    static OnlinePeriod of(Row row) {
        OffsetDateTime endedAt = row.getOffsetDateTime("ended_at");
        return new OnlinePeriod(
                row.getUUID("id"),
                row.getOffsetDateTime("started_at").toInstant(),
                endedAt == null ? null : endedAt.toInstant(),
                row.getString("ended_by"));
    }
}
