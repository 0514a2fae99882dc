package dev.steward.kit.id;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * UUIDs that sort by time: version 7 of RFC 9562, section 5.7. The 48-bit time is in milliseconds; ids of one
 * millisecond are
 * random among themselves.
 */
public final class Uuid7 {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Uuid7() {}

    public static UUID next(Clock clock) {
        return at(clock.instant());
    }

    public static UUID at(Instant time) {
        long high = time.toEpochMilli() << 16 | VERSION | RANDOM.nextInt(0x1000);
        long low = VARIANT | RANDOM.nextLong() >>> 2;
        return new UUID(high, low);
    }

    /** The instant that a version 7 UUID was made at, to the millisecond. */
    public static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
