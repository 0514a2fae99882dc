package dev.steward.heartbeat.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.heartbeat.presence.PresenceBuffer.Seen;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("heartbeat")
class PresenceStoreTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration ACTIVE = Duration.ofMinutes(5);
    private static final Instant NOW = Instant.now();

    @Inject
    PresenceStore store;

    @InjectStores
    Stores stores;

    @Test
    void countsCustomersOnceAndEachAnonymousSession() {
        write(seen("session-1", null, 0), seen("session-2", null, 10), seen("phone", "customer", 0),
                seen("laptop", "customer", 0), seen("session-3", null, 301));

        assertEquals(3, active());
    }

    @Test
    void takesASessionThatSignsInForOneVisitor() {
        write(seen("session-1", null, 10));
        write(seen("session-1", "customer", 0));

        assertEquals(1, active());
    }

    @Test
    void keepsTheLaterHeartbeatWhicheverReplicaWritesLast() {
        write(seen("session-1", "customer", 0));
        write(seen("session-1", null, 400));

        assertEquals(1, active());
    }

    @Test
    void letsReplicasWriteTheSameVisitorsTogether() {
        List<Seen> visitors = new ArrayList<>(IntStream.range(0, 300)
                .mapToObj(i -> seen("session-" + i, null, i % 20)).toList());
        List<Uni<Integer>> writes = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Collections.shuffle(visitors);
            writes.add(store.write(List.copyOf(visitors.subList(0, 200)), NOW));
        }
        Uni.join().all(writes).andFailFast().await().atMost(PATIENCE);
        write(visitors.toArray(Seen[]::new));

        assertEquals(300, active());
    }

    @Test
    void forgetsWhoLeftLongAgo() {
        write(seen("session-1", null, 0), seen("session-2", null, 599), seen("session-3", null, 601));

        assertEquals(1, store.prune(ACTIVE).await().atMost(PATIENCE));
        assertEquals(1, active());
    }

    private void write(Seen... visitors) {
        store.write(List.of(visitors), NOW).await().atMost(PATIENCE);
    }

    private long active() {
        return store.countActive(ACTIVE).await().atMost(PATIENCE);
    }

    private static Seen seen(String session, String customer, int secondsAgo) {
        return new Seen(new Visitor(session, customer), NOW.minusSeconds(secondsAgo));
    }
}
