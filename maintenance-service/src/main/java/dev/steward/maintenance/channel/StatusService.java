package dev.steward.maintenance.channel;

import dev.steward.kit.maintenance.ChannelState;
import dev.steward.kit.maintenance.EffectiveState;
import dev.steward.kit.maintenance.MaintenanceFollower;
import dev.steward.kit.maintenance.Snapshot;
import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/** What is true of the channels now, from memory. */
@Singleton
public class StatusService {
    private final MaintenanceFollower follower;
    private final Channels channels;

    StatusService(MaintenanceFollower follower, Channels channels) {
        this.follower = follower;
        this.channels = channels;
    }

    public StatusView status() {
        return status(known());
    }

    /** As it is now with this snapshot, which a change has just made. */
    public StatusView status(Snapshot snapshot) {
        Instant now = follower.now();
        return new StatusView(snapshot.revision(),
                channels.names().stream().map(channel -> EffectiveState.of(snapshot, channel, now)).toList());
    }

    /** Throws for a channel that does not exist. */
    ChannelState state(String channel) {
        known();
        return follower.state(channels.require(channel));
    }

    /** The next moment at which a channel changes by itself; null: none is known. */
    public Instant nextEdge() {
        return nextEdge(channels.names().stream());
    }

    Instant nextEdge(Stream<String> names) {
        return names.map(follower::nextEdge).filter(Objects::nonNull).min(Instant::compareTo).orElse(null);
    }

    public Instant now() {
        return follower.now();
    }

    /** A service that has not read anything yet does not say "online". */
    private Snapshot known() {
        Snapshot snapshot = follower.current();
        if (!snapshot.known()) {
            throw new ProblemException(KitError.STORE_UNAVAILABLE, "The windows have not been read yet.")
                    .retryAfter(Duration.ofSeconds(2));
        }
        return snapshot;
    }
}
