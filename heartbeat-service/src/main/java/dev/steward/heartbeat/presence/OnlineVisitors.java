package dev.steward.heartbeat.presence;

import dev.steward.kit.valkey.LuaScript;
import dev.steward.kit.valkey.Valkey;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/**
 * Visitors in Valkey by the time of their last heartbeat: sorted sets on the server's clock, bounded in time and
 * number.
 */
@Singleton
class OnlineVisitors {
    static final String ANONYMOUS = "heartbeat:online:anonymous";
    static final String CUSTOMERS = "heartbeat:online:customers";
    static final String SINCE = "heartbeat:online:since";

    private static final LuaScript BEAT = LuaScript.load(OnlineVisitors.class, "beat.lua");
    private static final LuaScript COUNT = LuaScript.load(OnlineVisitors.class, "count.lua");

    private final Valkey valkey;
    private final String activeMillis;
    private final String capacity;

    OnlineVisitors(Valkey valkey, PresenceConfig config) {
        this.valkey = valkey;
        this.activeMillis = Long.toString(config.activeFor().toMillis());
        this.capacity = Integer.toString(config.capacity());
    }

    Uni<Void> beat(Visitor visitor) {
        return beat(visitor.anonymous() ? ANONYMOUS : CUSTOMERS,
                visitor.anonymous() ? visitor.sessionId() : visitor.customerId(), visitor.sessionId(), "");
    }

    Uni<Void> seen(String userId, Instant at) {
        return beat(CUSTOMERS, userId, "", Long.toString(at.toEpochMilli()));
    }

    private Uni<Void> beat(String set, String member, String sessionId, String seenAtMillis) {
        return valkey
                .run(BEAT, List.of(set, ANONYMOUS, SINCE), List.of(member, sessionId, activeMillis, capacity, seenAtMillis))
                .replaceWithVoid();
    }

    /** Emits null when Valkey lost its data so recently that not everybody can have sent a heartbeat since. */
    Uni<Long> count() {
        return valkey.run(COUNT, List.of(ANONYMOUS, CUSTOMERS, SINCE), List.of(activeMillis))
                .map(count -> count == null ? null : count.toLong());
    }
}
