package dev.steward.kit.maintenance;

import dev.steward.kit.valkey.Subscriptions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Keeps the latest snapshot in memory, so that asking for a channel's state costs no call. A change is announced
 * through
 * Valkey; a slow poll is the backstop, and the fallback answers where Valkey does not. With nobody left to ask, the
 * last
 * known snapshot and its schedule stand; before anything is known a channel is open, unless it is configured otherwise.
 */
@Singleton
@Startup
public class MaintenanceFollower {
    private final SnapshotSource source;
    private final Subscriptions subscriptions;
    private final PointClock clock;
    private final Set<String> closedOnUnknown;
    private final Set<String> htmlChannels;
    private final AtomicReference<Known> known = new AtomicReference<>(new Known(Snapshot.UNKNOWN));
    private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
    private volatile long confirmedNanos = System.nanoTime();

    /** A snapshot with the timelines that have been asked for. */
    private record Known(Snapshot snapshot, Map<String, Timeline> timelines) {
        Known(Snapshot snapshot) {
            this(snapshot, new ConcurrentHashMap<>());
        }

        Timeline timeline(String channel) {
            Timeline timeline = timelines.get(channel);
            return timeline != null ? timeline : timelines.computeIfAbsent(channel, name -> Timeline.of(snapshot, name));
        }
    }

    public MaintenanceFollower(SnapshotSource source, Subscriptions subscriptions, PointClock clock, MaintenanceConfig config) {
        this.source = source;
        this.subscriptions = subscriptions;
        this.clock = clock;
        this.closedOnUnknown = Set.copyOf(config.closedOnUnknown().orElse(List.of()));
        this.htmlChannels = config.htmlChannels();
    }

    void start(@Observes StartupEvent event, Vertx vertx, MaintenanceConfig config, MeterRegistry metrics) {
        Gauge.builder("steward.maintenance.revision", this, follower -> follower.current().revision())
                .description("The revision of the maintenance windows that counts here; -1: none is known")
                .register(metrics);
        Gauge.builder("steward.maintenance.state.age", this, follower -> follower.ageNanos() / 1e9)
                .description("How long ago the windows were last confirmed by Valkey or maintenance-service")
                .baseUnit("seconds")
                .register(metrics);
        subscriptions.follow(Snapshot.CHANGES, revision -> refresh(), this::refresh);
        vertx.setPeriodic(0, config.pollEvery().toMillis(), timer -> refresh());
    }

    public Snapshot current() {
        return known.get().snapshot();
    }

    /** The moment that counts for edges. */
    public Instant now() {
        return clock.now();
    }

    /** What must be added to this machine's clock to get there. */
    public Duration clockOffset() {
        return clock.offset();
    }

    /** The channel's state now, from memory. */
    public ChannelState state(String channel) {
        Known present = known.get();
        if (!present.snapshot().known() && closedOnUnknown.contains(channel)) {
            return ChannelState.unknown(channel);
        }
        return present.timeline(channel).at(clock.now());
    }

    /** How the channel behaves. */
    public ChannelPolicy policy(String channel) {
        Snapshot present = current();
        return present.known() ? present.policy(channel) : ChannelPolicy.standard(channel, htmlChannels.contains(channel));
    }

    /** When the channel's state changes next by itself; null: never. */
    public Instant nextEdge(String channel) {
        return known.get().timeline(channel).nextEdge(clock.now());
    }

    /** Tells of every snapshot that replaces an older one, at once of the present one where it is known. */
    public void onChange(Consumer<Snapshot> listener) {
        listeners.add(listener);
        Snapshot present = current();
        if (present.known()) {
            listener.accept(present);
        }
    }

    /** Takes a snapshot over if it is newer than what is known. */
    public void offer(Snapshot offered) {
        confirmedNanos = System.nanoTime();
        Known before = known.getAndUpdate(
                present -> offered.revision() > present.snapshot().revision() ? new Known(offered) : present);
        if (offered.revision() > before.snapshot().revision()) {
            Log.infof("Maintenance is at revision %d", offered.revision());
            listeners.forEach(listener -> listener.accept(offered));
        }
    }

    /** Reads again now, because somebody has heard of a newer revision. */
    public void refresh() {
        source.read().subscribe().with(this::offer,
                cause -> Log.debugf("No maintenance snapshot to be had: %s", cause.getMessage()));
    }

    private long ageNanos() {
        return Math.max(0, System.nanoTime() - confirmedNanos);
    }
}
