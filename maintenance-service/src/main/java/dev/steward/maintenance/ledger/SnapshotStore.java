package dev.steward.maintenance.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.maintenance.Snapshot;
import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class SnapshotStore {
    // Every change locks the one row first: changes happen one after the other, and their numbers have no gap.
    private static final String LOCK = """
            SELECT value
              FROM revision
               FOR UPDATE
            """;

    private static final String COUNT = """
            UPDATE revision
               SET value = $1
            """;

    // One statement, so that the number and what it stands for are of one moment.
    private static final String READ = """
            SELECT json_build_object(
                       'revision', value,
                       'channels', (SELECT coalesce(json_agg(policy ORDER BY channel COLLATE "C"), '[]') FROM channel_policy),
                       'windows', (SELECT coalesce(json_agg(document ORDER BY id), '[]')
                                     FROM window_document
                                    WHERE id IN (SELECT c.window_id
                                                   FROM window_channel c
                                                   JOIN maintenance_window w ON w.id = c.window_id
                                                  WHERE c.ended_at IS NULL AND c.cancelled_at IS NULL
                                                    AND (w.end_policy = 'MANUAL' OR w.back_online_at > now()))),
                       'bypassLinks', (SELECT coalesce(json_agg(json_build_object(
                                                  'id', id, 'channel', channel, 'subject', subject,
                                                  'expiresAt', expires_at, 'publicKey', public_key) ORDER BY id), '[]')
                                         FROM bypass_link
                                        WHERE revoked_at IS NULL AND expires_at > now()))::text AS snapshot
              FROM revision
            """;

    private final ObjectMapper json;

    SnapshotStore(ObjectMapper json) {
        this.json = json;
    }

    /** Waits for its turn: nobody else changes anything until the transaction ends. */
    Uni<Void> lock(Sql sql) {
        return sql.query(LOCK).replaceWithVoid();
    }

    Uni<Void> count(Sql sql, long revision) {
        return sql.query(COUNT, Tuple.of(revision)).replaceWithVoid();
    }

    Uni<Snapshot> read(Sql sql) {
        return sql.first(READ, Tuple.tuple(), row -> parse(row.getString("snapshot")));
    }

    private Snapshot parse(String text) {
        try {
            return json.readValue(text, Snapshot.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is stored is no snapshot", e);
        }
    }
}
