package dev.steward.kit.maintenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.valkey.Subscriptions;
import dev.steward.kit.valkey.Valkey;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Keeps the latest snapshot in memory, so that asking for a channel's state costs no call. A change is announced
 * through
 * Valkey; a slow poll is the backstop, and the fallback answers where Valkey does not. With nobody left to ask, the
 * last
 * known snapshot and its schedule stand.
 */
@Singleton
@Startup
public class MaintenanceFollower {
    private final Valkey valkey;
    private final Subscriptions subscriptions;
    private final SnapshotFallback fallback;
    private final ObjectMapper json;
    private final Clock clock;
    private final AtomicReference<Snapshot> current = new AtomicReference<>(Snapshot.UNKNOWN);
    private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();

    public MaintenanceFollower(Valkey valkey, Subscriptions subscriptions, SnapshotFallback fallback, ObjectMapper json,
            Clock clock) {
        this.valkey = valkey;
        this.subscriptions = subscriptions;
        this.fallback = fallback;
        this.json = json;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Vertx vertx, MaintenanceConfig config) {
        subscriptions.follow(Snapshot.CHANGES, revision -> refresh(), this::refresh);
        vertx.setPeriodic(0, config.pollEvery().toMillis(), timer -> refresh());
    }

    public Snapshot current() {
        return current.get();
    }

    /** The channel's state now, from memory. */
    public ChannelState state(String channel) {
        return EffectiveState.of(current.get(), channel, clock.instant());
    }

    /** Tells of every snapshot that replaces an older one, at once of the present one where it is known. */
    public void onChange(Consumer<Snapshot> listener) {
        listeners.add(listener);
        Snapshot present = current.get();
        if (present.known()) {
            listener.accept(present);
        }
    }

    /** Takes a snapshot over if it is newer than what is known. */
    public void offer(Snapshot offered) {
        Snapshot before = current.getAndUpdate(known -> offered.revision() > known.revision() ? offered : known);
        if (offered.revision() > before.revision()) {
            Log.infof("Maintenance is at revision %d", offered.revision());
            listeners.forEach(listener -> listener.accept(offered));
        }
    }

    private void refresh() {
        read().subscribe().with(this::offer, cause -> Log.debugf("No maintenance snapshot to be had: %s", cause.getMessage()));
    }

    /** A missing key is not "online": an emptied Valkey knows nothing, so the fallback is asked. */
    private Uni<Snapshot> read() {
        return valkey.call("GET", Snapshot.KEY)
                .onItem().ifNotNull().transform(this::parse)
                .onItem().ifNull().switchTo(fallback::read)
                .onFailure().recoverWithUni(fallback::read);
    }

    private Snapshot parse(Response stored) {
        try {
            return json.readValue(stored.toString(), Snapshot.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The snapshot in Valkey cannot be read", e);
        }
    }
}
