package dev.steward.kit.recording.backlog;

import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.backlog.Batch.Kind;
import dev.steward.kit.recording.backlog.Losses.Reason;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What waits to be sent. Reports go first, then failures, then successes. Failures and successes wait in two queues
 * with a bound in bytes each; where one is passed, its oldest batch goes: failures to the disk, successes for good.
 * Belongs to the worker; others may read the sums.
 */
public final class Backlog {
    private final Lane reports = new Lane(Long.MAX_VALUE);
    private final Lane failures;
    private final Lane successes;
    private final Spool spool;
    private final Losses losses;
    private Batch taken;
    private volatile long bytes;
    private volatile long records;

    public Backlog(RecordingConfig.Shipping config, Spool spool, Losses losses) {
        this.failures = new Lane(config.failures().asLongValue());
        this.successes = new Lane(config.successes().asLongValue());
        this.spool = spool;
        this.losses = losses;
    }

    public void add(Batch batch) {
        lane(batch.kind()).addLast(batch);
        trim();
    }

    /**
     * The next batch, which {@link #done} or {@link #putBack} ends; null when nothing waits. Failures on the disk are
     * older than those in memory, but those need the room.
     */
    public Batch next() {
        taken = reports.poll();
        if (taken == null) {
            taken = failures.poll();
        }
        if (taken == null) {
            taken = spool.next();
        }
        if (taken == null) {
            taken = successes.poll();
        }
        return taken;
    }

    /** What {@link #next} gave was sent, or is not wanted. */
    public void done() {
        spool.forget(taken);
        taken = null;
    }

    /** After a failed attempt: it stays the first of its kind. */
    public void putBack() {
        Batch batch = taken;
        taken = null;
        if (!spool.putBack(batch)) {
            lane(batch.kind()).addFirst(batch);
            trim();
        }
    }

    /** Whether a report waits, or is on its way. */
    public boolean holdsReport() {
        return !reports.batches.isEmpty() || taken != null && taken.kind() == Kind.REPORT;
    }

    /**
     * At the end: failures go to the disk for the service's next start, what finds no room there and successes are lost.
     */
    public void abandon() {
        if (taken != null) {
            putBack();
        }
        for (Batch batch = successes.poll(); batch != null; batch = successes.poll()) {
            losses.add(Reason.SHUTDOWN, batch);
        }
        for (Batch batch = failures.poll(); batch != null; batch = failures.poll()) {
            spoolOrLose(batch, Reason.SHUTDOWN);
        }
    }

    /** After {@link #abandon}, whose losses the last of them tells. */
    public void spoolReports() {
        for (Batch report = reports.poll(); report != null; report = reports.poll()) {
            spool.keep(report);
        }
    }

    public boolean isEmpty() {
        return records == 0 && !holdsReport() && spool.isEmpty();
    }

    /** Of records, in memory. */
    public long bytes() {
        return bytes;
    }

    /** In memory. */
    public long records() {
        return records;
    }

    private Lane lane(Kind kind) {
        return switch (kind) {
            case REPORT -> reports;
            case FAILURES -> failures;
            case SUCCESSES -> successes;
        };
    }

    private void trim() {
        while (failures.isOverfull()) {
            spoolOrLose(failures.poll(), Reason.QUEUE_FULL);
        }
        while (successes.isOverfull()) {
            losses.add(Reason.QUEUE_FULL, successes.poll());
        }
    }

    private void spoolOrLose(Batch batch, Reason otherwise) {
        if (!spool.keep(batch)) {
            losses.add(otherwise, batch);
        }
    }

    private final class Lane {
        private final Deque<Batch> batches = new ArrayDeque<>();
        private final long limit;
        private long size;

        Lane(long limit) {
            this.limit = limit;
        }

        void addFirst(Batch batch) {
            batches.addFirst(batch);
            count(batch, 1);
        }

        void addLast(Batch batch) {
            batches.addLast(batch);
            count(batch, 1);
        }

        Batch poll() {
            Batch batch = batches.pollFirst();
            if (batch != null) {
                count(batch, -1);
            }
            return batch;
        }

        boolean isOverfull() {
            return size > limit;
        }

        private void count(Batch batch, int sign) {
            size += sign * (long) batch.size();
            bytes = failures.size + successes.size;
            records += sign * (long) batch.records();
        }
    }
}
