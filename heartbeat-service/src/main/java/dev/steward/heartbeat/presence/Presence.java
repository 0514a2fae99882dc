package dev.steward.heartbeat.presence;

import dev.steward.kit.valkey.ValkeyUnavailableException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * Who is online. Valkey counts; PostgreSQL gets the same in one statement every few seconds and counts while Valkey
 * cannot.
 */
@Singleton
public class Presence {
    private final OnlineVisitors online;
    private final PresenceBuffer buffer;

    Presence(OnlineVisitors online, PresenceBuffer buffer) {
        this.online = online;
        this.buffer = buffer;
    }

    /** Marks the visitor online now. Does not fail with the stores: what Valkey misses, PostgreSQL is told. */
    public Uni<Void> beat(Visitor visitor) {
        buffer.add(visitor);
        return online.beat(visitor)
                .onFailure(ValkeyUnavailableException.class).recoverWithNull();
    }

    /** As {@link #beat}, of a user who was seen a moment ago elsewhere. */
    public Uni<Void> seen(String userId, Instant at) {
        buffer.add(Visitor.user(userId), at);
        return online.seen(userId, at)
                .onFailure(ValkeyUnavailableException.class).recoverWithNull();
    }
}
