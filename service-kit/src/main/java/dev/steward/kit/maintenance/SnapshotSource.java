package dev.steward.kit.maintenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.steward.kit.json.WireJson;
import dev.steward.kit.valkey.Valkey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;

/** Where the snapshot is read: Valkey, else the fallback. */
@Singleton
public class SnapshotSource {
    private final Valkey valkey;
    private final SnapshotFallback fallback;

    public SnapshotSource(Valkey valkey, SnapshotFallback fallback) {
        this.valkey = valkey;
        this.fallback = fallback;
    }

    /** A missing key is not "online": an emptied Valkey knows nothing, so the fallback is asked. */
    Uni<Snapshot> read() {
        return valkey.call("GET", Snapshot.KEY)
                .onItem().ifNotNull().transform(this::parse)
                .onItem().ifNull().switchTo(fallback::read)
                .onFailure().recoverWithUni(fallback::read);
    }

    private Snapshot parse(Response stored) {
        try {
            return WireJson.MAPPER.readValue(stored.toString(), Snapshot.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The snapshot in Valkey cannot be read", e);
        }
    }
}
