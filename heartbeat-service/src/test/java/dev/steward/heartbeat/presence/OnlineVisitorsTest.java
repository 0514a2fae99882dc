package dev.steward.heartbeat.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.valkey.Valkey;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("heartbeat")
class OnlineVisitorsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration ACTIVE = Duration.ofMinutes(5);

    private record Config(Duration activeFor, int capacity, String flushEvery, int flushCapacity, String pruneEvery)
            implements
                PresenceConfig {}

    @Inject
    Valkey valkey;

    @InjectStores
    Stores stores;

    private OnlineVisitors online;

    @BeforeEach
    void holdAHundred() {
        online = new OnlineVisitors(valkey, new Config(ACTIVE, 100, "off", 10, "off"));
    }

    @Test
    void countsCustomersOnceAndEachAnonymousSession() {
        completeSince(ACTIVE.plusSeconds(1));
        beat("session-1", null);
        beat("session-1", null);
        beat("session-2", null);
        beat("phone", "customer");
        beat("laptop", "customer");

        assertEquals(3, online.count().await().atMost(PATIENCE));
    }

    @Test
    void takesASessionThatSignsInForOneVisitor() {
        completeSince(ACTIVE.plusSeconds(1));
        beat("session-1", null);
        beat("session-1", "customer");

        assertEquals(1, online.count().await().atMost(PATIENCE));
    }

    @Test
    void doesNotTellANumberUntilEverybodyCanHaveComeBack() {
        beat("session-1", null);
        assertNull(online.count().await().atMost(PATIENCE));

        completeSince(ACTIVE.minusSeconds(1));
        assertNull(online.count().await().atMost(PATIENCE));

        completeSince(ACTIVE.plusSeconds(1));
        assertEquals(1, online.count().await().atMost(PATIENCE));
    }

    @Test
    void forgetsWhoLeftALittleAtATime() {
        completeSince(ACTIVE.plusSeconds(1));
        long left = System.currentTimeMillis() - ACTIVE.toMillis() - 1000;
        for (int i = 0; i < 90; i++) {
            stores.valkey("ZADD", OnlineVisitors.ANONYMOUS, Long.toString(left), "left-" + i);
        }
        beat("session-1", null);
        assertEquals(41L, stores.valkey("ZCARD", OnlineVisitors.ANONYMOUS));
        assertEquals(1, online.count().await().atMost(PATIENCE));

        beat("session-1", null);
        assertEquals(1L, stores.valkey("ZCARD", OnlineVisitors.ANONYMOUS));
    }

    @Test
    void holdsNoMoreThanItsCapacityInAFloodAndKeepsTheCustomers() {
        beat("session-of-customer", "customer");
        for (int i = 0; i < 250; i++) {
            beat("made-up-" + i, null);
        }
        assertEquals(100L, stores.valkey("ZCARD", OnlineVisitors.ANONYMOUS));
        assertEquals(1L, stores.valkey("ZCARD", OnlineVisitors.CUSTOMERS));
        assertEquals(List.of("made-up-249"), stores.valkey("ZREVRANGE", OnlineVisitors.ANONYMOUS, "0", "0"));
    }

    @Test
    void leavesNothingBehindWhenNobodyComes() {
        beat("session-1", null);
        beat("session-2", "customer");

        for (String key : List.of(OnlineVisitors.ANONYMOUS, OnlineVisitors.CUSTOMERS, OnlineVisitors.SINCE)) {
            long expires = (Long) stores.valkey("PTTL", key);
            assertTrue(expires > 0 && expires <= 2 * ACTIVE.toMillis(), key + " expires in " + expires);
        }
    }

    @Test
    void doesNotTakeTheUserOfAnOldEventForOnline() {
        completeSince(ACTIVE.plusSeconds(1));
        online.seen("user-1", Instant.now().minus(ACTIVE).minusSeconds(1)).await().atMost(PATIENCE);
        online.seen("user-2", Instant.now().minusSeconds(1)).await().atMost(PATIENCE);
        online.seen("user-2", Instant.now().minusSeconds(290)).await().atMost(PATIENCE);
        online.seen("user-3", Instant.now().plusSeconds(3600)).await().atMost(PATIENCE);

        assertEquals(2, online.count().await().atMost(PATIENCE));
        double inFuture = Double.parseDouble((String) stores.valkey("ZSCORE", OnlineVisitors.CUSTOMERS, "user-3"));
        assertTrue(inFuture <= System.currentTimeMillis() + 1000);
    }

    private void beat(String session, String customer) {
        online.beat(new Visitor(session, customer)).await().atMost(PATIENCE);
    }

    private void completeSince(Duration age) {
        stores.valkey("SET", OnlineVisitors.SINCE, Long.toString(System.currentTimeMillis() - age.toMillis()));
    }
}
