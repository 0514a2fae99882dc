package dev.steward.maintenance.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.maintenance.Snapshot;
import dev.steward.kit.valkey.LuaScript;
import dev.steward.kit.valkey.Valkey;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Carries a snapshot to every enforcement point through Valkey. Best effort: the readers' polls and the sweep heal a
 * loss.
 */
@Singleton
class SnapshotPublisher {
    private static final LuaScript PUBLISH = LuaScript.load(SnapshotPublisher.class, "publish.lua");

    private final Valkey valkey;
    private final ObjectMapper json;

    SnapshotPublisher(Valkey valkey, ObjectMapper json) {
        this.valkey = valkey;
        this.json = json;
    }

    Uni<Void> publish(Snapshot snapshot) {
        return valkey.run(PUBLISH, List.of(Snapshot.KEY),
                List.of(text(snapshot), Long.toString(snapshot.revision()), Snapshot.CHANGES))
                .onFailure()
                .invoke(cause -> Log.warnf("Revision %d is not published yet: %s", snapshot.revision(), cause.getMessage()))
                .onFailure().recoverWithNull()
                .replaceWithVoid();
    }

    private String text(Snapshot snapshot) {
        try {
            return json.writeValueAsString(snapshot);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
