package dev.steward.kit.recording.shipping;

import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.shipping.Losses.Reason;

/**
 * The way of a record from the worker on: into an open batch, one for failures and one for the rest, to the backlog,
 * and out.
 */
final class Outbox {
    private final OpenBatch failures;
    private final OpenBatch successes;
    private final Backlog backlog;
    private final Shipper shipper;
    private final long compressAbove;

    Outbox(Backlog backlog, Shipper shipper, RecordingConfig.Shipping config) {
        this.failures = new OpenBatch(true, config);
        this.successes = new OpenBatch(false, config);
        this.backlog = backlog;
        this.shipper = shipper;
        this.compressAbove = config.compressAbove().asLongValue();
    }

    void add(byte[] record, boolean failure) {
        OpenBatch batch = failure ? failures : successes;
        long now = System.nanoTime();
        if (batch.isFull(record.length)) {
            seal(batch);
            shipper.advance(now);
        }
        batch.add(record, now);
    }

    /** Sends what can be sent now. While nothing can, batches fill up instead of becoming many. */
    void advance() {
        long now = System.nanoTime();
        shipper.advance(now);
        if (shipper.isReady(now)) {
            sealIfOld(failures, now);
            sealIfOld(successes, now);
            shipper.advance(now);
        }
    }

    boolean isEmpty() {
        return failures.isEmpty() && successes.isEmpty() && backlog.isEmpty() && shipper.isIdle();
    }

    /** There is no time left to wait for more, or for a pause to end. */
    void hurry() {
        shipper.hurry();
        sealAll();
    }

    void sealAll() {
        seal(failures);
        seal(successes);
    }

    void loseAll() {
        sealAll();
        shipper.abandon(Reason.SHUTDOWN);
        backlog.loseAll(Reason.SHUTDOWN);
    }

    private void sealIfOld(OpenBatch batch, long now) {
        if (batch.isOld(now)) {
            seal(batch);
        }
    }

    private void seal(OpenBatch batch) {
        if (!batch.isEmpty()) {
            backlog.add(batch.seal(backlog.bytes() >= compressAbove));
        }
    }
}
