package dev.steward.availability.heartbeat;

import java.time.Instant;

/** What a ping found, by the clock and the epoch of the store that answered. */
sealed interface Ping {
    record Alive(Instant at, long epoch) implements Ping {}

    record Offline(Instant at, long epoch) implements Ping {}

    /** Somebody is taking the mitra offline at this moment. */
    record Leaving() implements Ping {}

    record Deactivated() implements Ping {}

    record Unknown() implements Ping {}
}
