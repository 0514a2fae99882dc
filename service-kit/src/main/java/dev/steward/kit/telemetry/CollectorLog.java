package dev.steward.kit.telemetry;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says once that the collector takes no spans, and once that it does again: as often as an hour, however often it
 * changes.
 */
final class CollectorLog {
    private static final long QUIET = Duration.ofHours(1).toNanos();

    private final String collector;
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile long toldAt = System.nanoTime() - QUIET;

    CollectorLog(String collector) {
        this.collector = collector;
    }

    /**
     * @param failure
     *            null when it took them
     */
    void told(Throwable failure) {
        if (failure == null) {
            if (away.compareAndSet(true, false)) {
                Log.infof("The collector at %s takes spans again", collector);
            }
        } else if (System.nanoTime() - toldAt >= QUIET && away.compareAndSet(false, true)) {
            toldAt = System.nanoTime();
            Log.warnf("The collector at %s takes no spans (%s): they are lost until it does", collector, failure.getMessage());
        }
    }
}
