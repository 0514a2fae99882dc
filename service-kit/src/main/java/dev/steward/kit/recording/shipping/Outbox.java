package dev.steward.kit.recording.shipping;

import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.backlog.Backlog;
import dev.steward.kit.recording.backlog.Batch.Kind;
import dev.steward.kit.recording.backlog.Extent;
import dev.steward.kit.recording.backlog.OpenBatch;
import java.io.ByteArrayOutputStream;

/**
 * The way of a record from the worker on: into an open batch, one for failures and one for the rest, to the backlog,
 * and out.
 */
final class Outbox {
    private final OpenBatch failures;
    private final OpenBatch successes;
    private final Backlog backlog;
    private final Shipper shipper;
    private final Reporter reporter;
    private final long compressAbove;

    Outbox(Backlog backlog, Shipper shipper, Reporter reporter, RecordingConfig.Shipping config) {
        this.failures = new OpenBatch(Kind.FAILURES, config);
        this.successes = new OpenBatch(Kind.SUCCESSES, config);
        this.backlog = backlog;
        this.shipper = shipper;
        this.reporter = reporter;
        this.compressAbove = config.compressAbove().asLongValue();
    }

    /**
     * @param extent
     *            of this one record
     */
    void add(ByteArrayOutputStream record, Extent extent, boolean failure) {
        OpenBatch batch = failure ? failures : successes;
        long now = System.nanoTime();
        if (batch.isFull(record.size())) {
            seal(batch);
            shipper.advance(now);
        }
        batch.add(record, extent, now);
    }

    /** Sends what can be sent now. While nothing can, batches fill up instead of becoming many. */
    void advance() {
        long now = System.nanoTime();
        reporter.advance(now);
        shipper.advance(now);
        if (shipper.isReady(now)) {
            sealIfOld(failures, now);
            sealIfOld(successes, now);
            shipper.advance(now);
        }
    }

    boolean isEmpty() {
        return failures.isEmpty() && successes.isEmpty() && reporter.isIdle() && backlog.isEmpty() && shipper.isIdle();
    }

    /** There is no time left to wait for more, or for a pause to end. */
    void hurry() {
        shipper.hurry();
        sealAll();
    }

    void sealAll() {
        seal(failures);
        seal(successes);
        reporter.report();
    }

    /** Nobody takes anything any more: what may goes to the disk, and the last report says what is lost. */
    void abandon() {
        shipper.settle();
        seal(failures);
        seal(successes);
        backlog.abandon();
        reporter.reportAll();
        backlog.spoolReports();
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
