package dev.steward.maintenance.bypass;

import dev.steward.kit.maintenance.BypassLink;
import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class BypassStore {
    private static final String ISSUE = """
            INSERT INTO bypass_link (id, channel, subject, public_key, issued_by, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;

    private static final String REVOKE = """
            UPDATE bypass_link
               SET revoked_at = now(), revoked_by = $2
             WHERE id = $1 AND revoked_at IS NULL
            """;

    private static final String LINKS = """
            SELECT l.id, l.channel, l.subject, l.expires_at, l.issued_by, l.issued_at, l.revoked_by, l.revoked_at,
                   CASE WHEN l.revoked_at IS NOT NULL THEN 'revoked' WHEN l.expires_at <= now() THEN 'expired' ELSE 'active'
                   END AS state,
                   coalesce(u.uses, 0) AS uses, u.last_used_at
              FROM bypass_link l
              LEFT JOIN LATERAL (SELECT sum(uses)::bigint AS uses, max(last_at) AS last_used_at
                                   FROM bypass_use
                                  WHERE link_id = l.id) u ON true
            """;

    private static final String FIND = LINKS + """
             WHERE l.id = $1
            """;

    private static final String LIST = LINKS + """
             WHERE l.id < $1
             ORDER BY l.id DESC
             LIMIT $2
            """;

    // A report that comes again is the same one.
    private static final String RECORD = """
            INSERT INTO bypass_use (id, point, channel, subject, link_id, uses, first_at, last_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (id) DO NOTHING
            """;

    private static final String USES = """
            SELECT id, point, channel, subject, link_id, uses, first_at, last_at
              FROM bypass_use
             WHERE id < $1 AND ($2::text IS NULL OR subject = $2)
             ORDER BY id DESC
             LIMIT $3
            """;

    Uni<Void> issue(Sql sql, BypassLink link, String actor) {
        return sql.query(ISSUE, Tuple.tuple().addUUID(link.id()).addString(link.channel()).addString(link.subject())
                .addString(link.publicKey()).addString(actor).addOffsetDateTime(utc(link.expiresAt())))
                .replaceWithVoid();
    }

    /** Emits whether it was open until now. */
    Uni<Boolean> revoke(Sql sql, UUID id, String actor) {
        return sql.update(REVOKE, Tuple.of(id, actor)).map(changed -> changed > 0);
    }

    /** Emits null when there is no such link. */
    Uni<LinkView> find(Sql sql, UUID id) {
        return sql.first(FIND, Tuple.of(id), BypassStore::link);
    }

    Uni<List<LinkView>> list(Sql sql, UUID before, int limit) {
        return sql.list(LIST, Tuple.of(before, limit), BypassStore::link);
    }

    Uni<Void> record(Sql sql, List<Use> uses) {
        return sql.batch(RECORD, uses.stream().map(use -> Tuple.tuple().addUUID(use.id()).addString(use.point())
                .addString(use.channel()).addString(use.subject()).addUUID(use.linkId()).addLong(use.uses())
                .addOffsetDateTime(utc(use.firstAt())).addOffsetDateTime(utc(use.lastAt()))).toList())
                .replaceWithVoid();
    }

    /**
     * @param subject
     *            null: everybody's
     */
    Uni<List<Use>> uses(Sql sql, UUID before, String subject, int limit) {
        return sql.list(USES, Tuple.of(before, subject, limit), BypassStore::use);
    }

    private static LinkView link(Row row) {
        return new LinkView(row.getUUID("id"), row.getString("channel"), row.getString("subject"),
                LinkView.State.valueOf(row.getString("state")), instant(row, "expires_at"), row.getString("issued_by"),
                instant(row, "issued_at"), row.getString("revoked_by"), instant(row, "revoked_at"), row.getLong("uses"),
                instant(row, "last_used_at"), null, null);
    }

    private static Use use(Row row) {
        return new Use(row.getUUID("id"), row.getString("point"), row.getString("channel"), row.getString("subject"),
                row.getUUID("link_id"), row.getLong("uses"), instant(row, "first_at"), instant(row, "last_at"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
