package dev.steward.availability.heartbeat;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Pings that Valkey could not take, on their way to Postgres: the last one of each mitra, many in one statement. */
@Singleton
class PingBuffer {
    private final HeartbeatStore store;
    private final Map<UUID, Instant> waiting = new ConcurrentHashMap<>();

    PingBuffer(HeartbeatStore store) {
        this.store = store;
    }

    void add(UUID id, Instant at) {
        waiting.merge(id, at, PingBuffer::later);
    }

    /** What cannot be written waits on. */
    Uni<Void> flush() {
        Map<UUID, Instant> pings = take();
        if (pings.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return store.record(pings)
                .onFailure().invoke(() -> pings.forEach(this::add))
                .replaceWithVoid();
    }

    /** One by one, as pings go on meanwhile: whoever pings just now waits for the next time. */
    private Map<UUID, Instant> take() {
        Map<UUID, Instant> taken = new HashMap<>();
        waiting.forEach((id, at) -> {
            if (waiting.remove(id, at)) {
                taken.put(id, at);
            }
        });
        return taken;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
