package dev.steward.dispatcher.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final Instant GRANTED = Instant.parse("2026-03-01T12:00:00Z");
    private static final long ASKED = Long.MAX_VALUE - 5;
    private static final long ANSWERED = ASKED + Duration.ofSeconds(1).toNanos();

    private final Lease lease = new Lease(UUID.randomUUID(), GRANTED, ASKED, ANSWERED, Duration.ofSeconds(10));

    @Test
    void allowsToSendInTheFirstHalfOfItsMargin() {
        assertTrue(lease.allowsSendingAt(ASKED));
        assertTrue(lease.allowsSendingAt(ASKED + Duration.ofSeconds(5).toNanos()));
        assertFalse(lease.allowsSendingAt(ASKED + Duration.ofSeconds(5).toNanos() + 1));
    }

    @Test
    void reckonsTheDatabasesTimeOnTheMonotonicClock() {
        long now = ASKED + Duration.ofSeconds(3).toNanos();
        assertEquals(GRANTED.plusSeconds(2), lease.earliestTimeAt(now));
        assertEquals(GRANTED.plusSeconds(3), lease.latestTimeAt(now));
    }

    @Test
    void saysWhatIsLeftForRecording() {
        assertEquals(Duration.ofSeconds(33), lease.leftAt(ASKED + Duration.ofSeconds(7).toNanos(), Duration.ofSeconds(30)));
    }
}
