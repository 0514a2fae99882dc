package dev.steward.kit.recording.backlog;

import dev.steward.kit.recording.tally.Gap;
import dev.steward.kit.recording.tally.Gaps;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What became of the exchanges: counted, and what is lost told to observability-service as a gap, and in the log too,
 * once a minute at most.
 */
public final class Losses {
    private static final long SILENCE_NANOS = 60_000_000_000L;

    public enum Reason {
        /** The worker could not keep up with the requests. */
        INTAKE_FULL,
        /** observability-service was away, or too slow, for too long. */
        QUEUE_FULL,
        /** The same, and the disk had no room for more failures either. */
        SPOOL_FULL,
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

        void add(long records, boolean failures) {
            (failures ? this.failures : successes).increment(records);
        }
    }

    private final Classes shipped;
    private final Map<Reason, Classes> lost = new EnumMap<>(Reason.class);
    private final Gaps gaps;
    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong silentUntil = new AtomicLong(System.nanoTime());

    public Losses(MeterRegistry meters, Gaps gaps) {
        this.shipped = Classes.of(meters, "steward.recording.shipped");
        this.gaps = gaps;
        for (Reason reason : Reason.values()) {
            lost.put(reason, Classes.of(meters, "steward.recording.lost", "reason", reason.label));
        }
    }

    public void shipped(int records, boolean failures) {
        shipped.add(records, failures);
    }

    /** Loses a whole batch. */
    public void add(Reason reason, Batch batch) {
        add(reason, batch.failures(), batch.extents(), null);
    }

    /**
     * @param why
     *            more than the reason says, or null
     */
    public void add(Reason reason, boolean failures, List<Extent> extents, String why) {
        for (Extent extent : extents) {
            Gap gap = extent.gap(failures, reason.label);
            gaps.add(gap);
            lost.get(reason).add(gap.exchanges(), failures);
            untold.addAndGet(gap.exchanges());
        }
        if (!extents.isEmpty()) {
            tell(reason, why);
        }
    }

    /** Something is wrong that costs no exchange in particular. */
    public void trouble(String what) {
        if (mayTell()) {
            Log.warnf("Recording: %s", what);
        }
    }

    private void tell(Reason reason, String why) {
        if (mayTell()) {
            Log.warnf("%d exchanges were not recorded: %s%s", untold.getAndSet(0), reason.label, why == null ? "" : ", " + why);
        }
    }

    private boolean mayTell() {
        long now = System.nanoTime();
        long until = silentUntil.get();
        return now - until >= 0 && silentUntil.compareAndSet(until, now + SILENCE_NANOS);
    }
}
