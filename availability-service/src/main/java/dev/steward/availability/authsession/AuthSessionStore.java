package dev.steward.availability.authsession;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

@Singleton
class AuthSessionStore {
    // The lock waits for a deactivation under way, and keeps the next one from overlooking this session.
    private static final String REGISTER = """
            WITH active AS MATERIALIZED (
                SELECT id FROM mitra WHERE id = $2 AND is_active FOR SHARE)
            INSERT INTO auth_session (sid, mitra_id)
            SELECT $1, id FROM active
            RETURNING sid, mitra_id, created_at, revoked_at, revoked_by
            """;

    private static final String FIND = """
            SELECT sid, mitra_id, created_at, revoked_at, revoked_by
              FROM auth_session
             WHERE sid = $1
            """;

    private static final String LIST = """
            SELECT sid, mitra_id, created_at, revoked_at, revoked_by
              FROM auth_session
             WHERE mitra_id = $1 AND sid < $2
             ORDER BY sid DESC
             LIMIT $3
            """;

    private static final String REVOKE = """
            UPDATE auth_session
               SET revoked_at = clock_timestamp(), revoked_by = 'sign-out'
             WHERE sid = $1 AND revoked_at IS NULL
            """;

    private static final String PRUNE = """
            DELETE FROM auth_session
             WHERE sid IN (SELECT sid
                             FROM auth_session
                            WHERE revoked_at < now() - make_interval(secs => $1)
                            LIMIT 10000
                              FOR UPDATE SKIP LOCKED)
            """;

    private final Postgres postgres;

    AuthSessionStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /** Emits null when there is no such mitra, or it is deactivated. */
    Uni<AuthSession> register(UUID sid, UUID mitraId) {
        return postgres.first(REGISTER, Tuple.of(sid, mitraId), AuthSession::of);
    }

    /** Emits null when there is none. */
    Uni<AuthSession> find(UUID sid) {
        return postgres.first(FIND, Tuple.of(sid), AuthSession::of);
    }

    Uni<List<AuthSession>> list(UUID mitraId, UUID before, int limit) {
        return postgres.list(LIST, Tuple.of(mitraId, before, limit), AuthSession::of);
    }

    Uni<Void> revoke(UUID sid) {
        return postgres.update(REVOKE, Tuple.of(sid)).replaceWithVoid();
    }

    Uni<Integer> prune(Duration revokedFor) {
        return postgres.update(PRUNE, Tuple.of((double) revokedFor.toSeconds()));
    }
}
