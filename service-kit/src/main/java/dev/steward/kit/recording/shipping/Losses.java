package dev.steward.kit.recording.shipping;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What became of the exchanges: counted, and what is lost told in the log too, once a minute at most. Costs no lock.
 */
final class Losses {
    private static final long SILENCE_NANOS = 60_000_000_000L;

    enum Reason {
        /** The worker could not keep up with the requests. */
        INTAKE_FULL,
        /** observability-service was away, or too slow, for too long. */
        QUEUE_FULL,
        /** observability-service took the batch and not this record. */
        REJECTED,
        /** observability-service can make nothing of the batch. */
        REFUSED,
        /** The service stopped before all was sent. */
        SHUTDOWN,
        /** The recorder itself failed. */
        DEFECT;

        private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private record Classes(Counter failures, Counter successes) {
        static Classes of(MeterRegistry meters, String name, String... tags) {
            return new Classes(
                    Counter.builder(name).tags(tags).tag("class", "failure").register(meters),
                    Counter.builder(name).tags(tags).tag("class", "success").register(meters));
        }

        void add(int records, boolean failures) {
            (failures ? this.failures : successes).increment(records);
        }
    }

    private final Classes shipped;
    private final Map<Reason, Classes> lost = new EnumMap<>(Reason.class);
    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong silentUntil = new AtomicLong(System.nanoTime());

    Losses(MeterRegistry meters) {
        this.shipped = Classes.of(meters, "steward.recording.shipped");
        for (Reason reason : Reason.values()) {
            lost.put(reason, Classes.of(meters, "steward.recording.lost", "reason", reason.label));
        }
    }

    void shipped(int records, boolean failures) {
        shipped.add(records, failures);
    }

    void add(Reason reason, int records, boolean failures) {
        add(reason, records, failures, null);
    }

    /**
     * @param why
     *            more than the reason says, or null
     */
    void add(Reason reason, int records, boolean failures, String why) {
        if (records == 0) {
            return;
        }
        lost.get(reason).add(records, failures);
        untold.addAndGet(records);
        long now = System.nanoTime();
        long until = silentUntil.get();
        if (now - until >= 0 && silentUntil.compareAndSet(until, now + SILENCE_NANOS)) {
            Log.warnf("%d exchanges were not recorded: %s%s", untold.getAndSet(0), reason.label, why == null ? "" : ", " + why);
        }
    }
}
