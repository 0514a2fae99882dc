package dev.steward.heartbeat.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.heartbeat.presence.PresenceBuffer.Seen;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresenceBufferTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");

    private record Config(Duration activeFor, int capacity, String flushEvery, int flushCapacity, String pruneEvery)
            implements
                PresenceConfig {}

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PresenceBuffer buffer = new PresenceBuffer(new Config(Duration.ofMinutes(5), 1000, "off", 10, "off"),
            Clock.fixed(NOW, ZoneOffset.UTC), meters);

    @Test
    void holdsTheLatestOfEachSession() {
        buffer.add(new Visitor("session-1", null), NOW.minusSeconds(5));
        buffer.add(new Visitor("session-1", "customer"), NOW);
        buffer.add(new Visitor("session-1", null), NOW.minusSeconds(9));

        assertEquals(List.of(new Seen(new Visitor("session-1", "customer"), NOW)), buffer.drain());
        assertTrue(buffer.drain().isEmpty());
    }

    @Test
    void isFullForAFloodAndHasRoomForCustomers() {
        for (int i = 0; i < 1000; i++) {
            buffer.add(new Visitor("made-up-" + i, null));
        }
        buffer.add(new Visitor("made-up-1", null));
        buffer.add(new Visitor("session-1", "customer"));

        List<Seen> drained = buffer.drain();
        assertEquals(11, drained.size());
        assertTrue(drained.stream().anyMatch(seen -> "customer".equals(seen.visitor().customerId())));
        assertEquals(990, meters.counter("heartbeat.presence.dropped").count());
    }

    @Test
    void takesBackWhatCouldNotBeWritten() {
        buffer.add(new Visitor("session-1", null), NOW.minusSeconds(5));
        buffer.add(new Visitor("session-2", null), NOW.minusSeconds(5));
        List<Seen> unwritten = buffer.drain();
        buffer.add(new Visitor("session-1", null), NOW);

        buffer.putBack(unwritten);

        List<Seen> next = buffer.drain();
        assertEquals(2, next.size());
        assertTrue(next.contains(new Seen(new Visitor("session-1", null), NOW)));
    }
}
