package dev.steward.availability.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class PingBufferTest {
    private static final int PINGS = 200_000;

    private final Map<UUID, Instant> written = new ConcurrentHashMap<>();
    private volatile boolean away;
    private final PingBuffer buffer = new PingBuffer(new HeartbeatStore(null) {
        @Override
        Uni<Integer> record(Map<UUID, Instant> lastPings) {
            if (away) {
                return Uni.createFrom().failure(new IllegalStateException("away"));
            }
            lastPings.forEach((id, at) -> written.merge(id, at, (one, other) -> one.isAfter(other) ? one : other));
            return Uni.createFrom().item(lastPings.size());
        }
    });

    @Test
    void losesNoPingThatComesWhileItIsFlushed() {
        CompletableFuture<Void> pinging = CompletableFuture.runAsync(this::pingAll);
        while (!pinging.isDone()) {
            flush();
        }
        pinging.join();
        flush();
        assertEquals(PINGS, written.size());
    }

    @Test
    void keepsTheLastPingOfWhatCannotBeWritten() {
        UUID id = UUID.randomUUID();
        buffer.add(id, Instant.ofEpochSecond(2));
        away = true;
        assertThrows(IllegalStateException.class, this::flush);
        buffer.add(id, Instant.ofEpochSecond(1));
        away = false;
        flush();
        assertEquals(Map.of(id, Instant.ofEpochSecond(2)), written);
    }

    private void pingAll() {
        for (int i = 0; i < PINGS; i++) {
            buffer.add(new UUID(0, i), Instant.EPOCH);
        }
    }

    private void flush() {
        buffer.flush().await().indefinitely();
    }
}
