package dev.steward.maintenance.legacy;

import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.UUID;

@Singleton
class OfflineFileStore {
    private static final String FIND = """
            SELECT window_id
              FROM offline_file
             WHERE digest = $1
            """;

    private static final String REMEMBER = """
            INSERT INTO offline_file (digest, window_id, imported_by)
            VALUES ($1, $2, $3)
            """;

    /** Emits the window that the file became; null when it was not imported. */
    Uni<UUID> find(Sql sql, String digest) {
        return sql.first(FIND, Tuple.of(digest), row -> row.getUUID("window_id"));
    }

    Uni<Void> remember(Sql sql, String digest, UUID window, String actor) {
        return sql.query(REMEMBER, Tuple.of(digest, window, actor)).replaceWithVoid();
    }
}
