package dev.steward.heartbeat.presence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The latest heartbeat of each session since the last flush, bounded: a flood of made-up sessions fills it once. */
@Singleton
class PresenceBuffer {
    private final Map<String, Seen> bySession = new ConcurrentHashMap<>();
    private final int capacity;
    private final Clock clock;
    private final Counter dropped;

    record Seen(Visitor visitor, Instant at) {
        /** As an age, so that the database can put it on its own clock. */
        Duration age(Instant now) {
            return at.isAfter(now) ? Duration.ZERO : Duration.between(at, now);
        }

        static Seen later(Seen one, Seen other) {
            return other.at.isBefore(one.at) ? one : other;
        }
    }

    PresenceBuffer(PresenceConfig config, Clock clock, MeterRegistry meters) {
        this.capacity = config.flushCapacity();
        this.clock = clock;
        this.dropped = meters.counter("heartbeat.presence.dropped");
        meters.gaugeMapSize("heartbeat.presence.buffered", List.of(), bySession);
    }

    void add(Visitor visitor) {
        add(visitor, clock.instant());
    }

    /** Customers have a second capacity to themselves: nobody anonymous can crowd them out. */
    void add(Visitor visitor, Instant at) {
        int limit = visitor.anonymous() ? capacity : 2 * capacity;
        if (bySession.size() >= limit && !bySession.containsKey(visitor.sessionId())) {
            dropped.increment();
            return;
        }
        bySession.merge(visitor.sessionId(), new Seen(visitor, at), Seen::later);
    }

    /** Takes everything out. */
    List<Seen> drain() {
        List<Seen> taken = new ArrayList<>(bySession.size());
        bySession.keySet().forEach(session -> {
            Seen seen = bySession.remove(session);
            if (seen != null) {
                taken.add(seen);
            }
        });
        return taken;
    }

    /** Puts back what could not be written, as far as there is room; what came meanwhile is newer. */
    void putBack(List<Seen> unwritten) {
        unwritten.forEach(seen -> add(seen.visitor(), seen.at()));
    }
}
