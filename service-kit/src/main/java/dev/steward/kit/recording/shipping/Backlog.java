package dev.steward.kit.recording.shipping;

import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.shipping.Losses.Reason;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What waits to be sent, in two queues with a bound in bytes each: failures wait apart, go first, and are never lost
 * to make room for successes. Where a bound is passed, the oldest batch is lost. Belongs to the worker; others may
 * read the sums.
 */
final class Backlog {
    private final Lane failures;
    private final Lane successes;
    private final Losses losses;
    private volatile long bytes;
    private volatile long records;

    Backlog(RecordingConfig.Shipping config, Losses losses) {
        this.failures = new Lane(config.failures().asLongValue());
        this.successes = new Lane(config.successes().asLongValue());
        this.losses = losses;
    }

    void add(Batch batch) {
        lane(batch).batches.addLast(batch);
        count(batch, 1);
        lane(batch).trim();
    }

    /** After a failed attempt: it stays the first of its kind. */
    void putBack(Batch batch) {
        lane(batch).batches.addFirst(batch);
        count(batch, 1);
        lane(batch).trim();
    }

    /** Null when nothing waits. */
    Batch next() {
        Batch batch = failures.batches.pollFirst();
        if (batch == null) {
            batch = successes.batches.pollFirst();
        }
        if (batch != null) {
            count(batch, -1);
        }
        return batch;
    }

    void loseAll(Reason reason) {
        for (Batch batch = next(); batch != null; batch = next()) {
            losses.add(reason, batch.records(), batch.failures());
        }
    }

    boolean isEmpty() {
        return records == 0;
    }

    long bytes() {
        return bytes;
    }

    long records() {
        return records;
    }

    private Lane lane(Batch batch) {
        return batch.failures() ? failures : successes;
    }

    private void count(Batch batch, int sign) {
        lane(batch).size += sign * (long) batch.size();
        bytes = failures.size + successes.size;
        records += sign * (long) batch.records();
    }

    private final class Lane {
        private final Deque<Batch> batches = new ArrayDeque<>();
        private final long limit;
        private long size;

        Lane(long limit) {
            this.limit = limit;
        }

        private void trim() {
            while (size > limit) {
                Batch oldest = batches.removeFirst();
                count(oldest, -1);
                losses.add(Reason.QUEUE_FULL, oldest.records(), oldest.failures());
            }
        }
    }
}
