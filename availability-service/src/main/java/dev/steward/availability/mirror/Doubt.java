package dev.steward.availability.mirror;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether this process may believe the mirror. One that was out of reach may have fallen behind, or come back from an
 * old file, and looks sound all the same: Postgres answers in its place until a seed has ended.
 */
@Singleton
class Doubt {
    private final AtomicReference<Sign> last = new AtomicReference<>();
    private final AtomicLong signs = new AtomicLong();

    /** A sign of trouble, which only a seed that began later settles. */
    record Sign(long nanos) {}

    void raise() {
        signs.incrementAndGet();
        if (last.getAndSet(new Sign(System.nanoTime())) == null) {
            Log.info("Valkey was out of reach: Postgres answers until the mirror has been compared with it");
        }
    }

    /** How many signs there have been: what was asked before the latest one is not to be believed when it is answered. */
    long signs() {
        return signs.get();
    }

    boolean isRaised() {
        return last.get() != null;
    }

    /** Null where there is none. */
    Sign lastSign() {
        return last.get();
    }

    /** Since the last sign; zero without one. */
    Duration age() {
        Sign sign = last.get();
        return sign == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - sign.nanos());
    }

    /** Changes nothing where there is a newer sign. */
    void settle(Sign sign) {
        if (sign != null && last.compareAndSet(sign, null)) {
            Log.info("The mirror is believed again");
        }
    }
}
