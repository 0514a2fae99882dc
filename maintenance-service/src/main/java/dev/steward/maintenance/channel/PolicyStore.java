package dev.steward.maintenance.channel;

import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
class PolicyStore {
    // Channels that are no longer configured go, the others are replaced.
    private static final String REPLACE = """
            WITH given AS (
                SELECT policy ->> 'channel' AS channel, policy
                  FROM jsonb_array_elements($1) AS policy),
            gone AS (
                DELETE FROM channel_policy
                 WHERE channel NOT IN (SELECT channel FROM given))
            INSERT INTO channel_policy (channel, policy)
            SELECT channel, policy
              FROM given
                ON CONFLICT (channel) DO UPDATE
               SET policy = excluded.policy
            """;

    Uni<Void> replace(Sql sql, List<JsonObject> policies) {
        return sql.query(REPLACE, Tuple.of(new JsonArray(policies))).replaceWithVoid();
    }
}
