package dev.steward.proof.dispatch;

import dev.steward.proof.Database;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Requests that wait already, as many as it takes: stored by SQL, as if they had been enqueued.
 *
 * @param name
 *            begins every mark
 */
public record Backlog(String uri, int count, String name, int httpTimeoutSeconds) {
    private static final String INSERT = """
            WITH place AS (
                INSERT INTO destination (id, origin) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET origin = EXCLUDED.origin
                RETURNING id
            ), asked AS (
                INSERT INTO request (id, destination_id, method, uri, body, headers, success_code, stop_codes,
                                     attempt_limit, interval_seconds, http_timeout_seconds, trace_id)
                SELECT gen_random_uuid(), place.id, 'POST', ?, ? || '-' || lpad(number::text, 6, '0'), '{}', 200, '{418}',
                       1440, 60, ?, repeat('a', 32)
                  FROM place, generate_series(0, ? - 1) AS number
                RETURNING id, destination_id, http_timeout_seconds, attempt_limit
            )
            INSERT INTO task (id, destination_id, next_attempt_at, http_timeout_seconds, attempt_limit)
            SELECT id, destination_id, now(), http_timeout_seconds, attempt_limit FROM asked
            """;

    public static Backlog of(String uri, int count) {
        return new Backlog(uri, count, "backlog", Requests.HTTP_TIMEOUT_SECONDS);
    }

    public Backlog marked(String other) {
        return new Backlog(uri, count, other, httpTimeoutSeconds);
    }

    public void insert(Database database) {
        String origin = origin(URI.create(uri));
        database.change(INSERT, idOf(origin), origin, uri, name, httpTimeoutSeconds, count);
    }

    private static String origin(URI target) {
        return "%s://%s:%d".formatted(target.getScheme(), target.getHost(), target.getPort());
    }

    /** As the service derives it. */
    private static UUID idOf(String origin) {
        try {
            ByteBuffer hash = ByteBuffer
                    .wrap(MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8)));
            return new UUID(hash.getLong() & ~0xF000L | 0x8000L, hash.getLong() & ~(3L << 62) | 1L << 63);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
