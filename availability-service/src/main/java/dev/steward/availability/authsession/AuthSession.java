package dev.steward.availability.authsession;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A sign-in of a mitra. The identity side, which issues the tokens, asks before it refreshes one: only while this is
 * active.
 *
 * @param revokedBy
 *            {@code sign-out} or {@code deactivation}
 */
@Schema(examples = """
        {"sid": "019a9e3c-5d0f-7c1e-8b52-6f0f5a3d9e11", "mitraId": "019a9e3c-1c2d-7b3a-9f10-2a1b3c4d5e6f", "active": false, \
        "createdAt": "2026-05-25T08:00:00Z", "revokedAt": "2026-05-25T10:07:55.123Z", "revokedBy": "deactivation"}""")
public record AuthSession(UUID sid, UUID mitraId, boolean active, Instant createdAt,
        @JsonInclude(JsonInclude.Include.ALWAYS) Instant revokedAt, String revokedBy) {

    static AuthSession of(Row row) {
        OffsetDateTime revokedAt = row.getOffsetDateTime("revoked_at");
        return new AuthSession(
                row.getUUID("sid"),
                row.getUUID("mitra_id"),
                revokedAt == null,
                row.getOffsetDateTime("created_at").toInstant(),
                revokedAt == null ? null : revokedAt.toInstant(),
                row.getString("revoked_by"));
    }
}
