package dev.steward.availability.heartbeat;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Pings that Valkey could not take, on their way to Postgres: the last one of each mitra, many in one statement. */
@Singleton
class PingBuffer {
    private final HeartbeatStore store;
    private final AtomicReference<Map<UUID, Instant>> waiting = new AtomicReference<>(new ConcurrentHashMap<>());

    PingBuffer(HeartbeatStore store) {
        this.store = store;
    }

    void add(UUID id, Instant at) {
        waiting.get().merge(id, at, PingBuffer::later);
    }

    /** What cannot be written waits on. */
    Uni<Void> flush() {
        Map<UUID, Instant> pings = waiting.getAndSet(new ConcurrentHashMap<>());
        if (pings.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return store.record(pings)
                .onFailure().invoke(() -> pings.forEach(this::add))
                .replaceWithVoid();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
