package dev.steward.kit.recording.shipping;

import dev.steward.kit.neighbour.Neighbours;
import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.backlog.Backlog;
import dev.steward.kit.recording.backlog.Extent;
import dev.steward.kit.recording.backlog.Losses;
import dev.steward.kit.recording.backlog.Losses.Reason;
import dev.steward.kit.recording.backlog.Spool;
import dev.steward.kit.recording.capture.Capture;
import dev.steward.kit.recording.capture.CaptureSink;
import dev.steward.kit.recording.tally.Gaps;
import dev.steward.kit.recording.tally.Tally;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Takes finished exchanges and brings them to observability-service, redacted, without ever holding up the one that
 * gives them.
 */
@Singleton
public class ApiTrafficRecorder implements CaptureSink {
    private static final int BEFORE_CLIENTS_CLOSE = 100;

    private final RecordingConfig.Shipping config;
    private final Intake intake;
    private final Alarm alarm = new Alarm();
    private final Tally tally = new Tally();
    private final Losses losses;
    private final RecordingWorker worker;
    private volatile boolean started;

    public ApiTrafficRecorder(RecordingConfig config, RecordWriter writer, Neighbours neighbours,
            MeterRegistry meters) {
        this.config = config.shipping();
        this.intake = new Intake(this.config.intake().asLongValue());
        Gaps gaps = new Gaps();
        this.losses = new Losses(meters, gaps);
        Spool spool = new Spool(this.config, config.service(), losses);
        Backlog backlog = new Backlog(this.config, spool, losses);
        Backoff backoff = new Backoff(this.config.firstRetry(), this.config.longestRetry());
        Shipper shipper = new Shipper(neighbours.observability(), backlog, losses, backoff, alarm::urge);
        Reporter reporter = new Reporter(tally, gaps, backlog, config.service(), this.config.reportEvery());
        Outbox outbox = new Outbox(backlog, shipper, reporter, this.config);
        this.worker = new RecordingWorker(intake, tally, writer, outbox, spool, alarm, losses);
        meters.gauge("steward.recording.waiting.records", backlog, Backlog::records);
        meters.gauge("steward.recording.waiting.bytes", backlog, Backlog::bytes);
        meters.gauge("steward.recording.spooled.bytes", spool, Spool::bytes);
    }

    @Override
    public void start() {
        worker.start();
        started = true;
    }

    /** What gets no record is counted here, and the rest by the worker, at leisure. */
    @Override
    public void accept(Capture capture) {
        if (capture.sampled() == null) {
            tally.add(capture);
        } else if (!intake.offer(capture)) {
            tally.add(capture);
            lose(Reason.INTAKE_FULL, capture, capture.failed(), null);
        }
        alarm.wake();
    }

    @Override
    public void missed(Capture capture, RuntimeException cause) {
        lose(Reason.DEFECT, capture, true, cause.toString());
        alarm.wake();
    }

    private void lose(Reason reason, Capture capture, boolean failure, String why) {
        losses.add(reason, failure, List.of(Extent.of(capture.api(), capture.startedAt())), why);
    }

    void stop(@Observes @Priority(BEFORE_CLIENTS_CLOSE) ShutdownEvent event) {
        if (started) {
            worker.stop(config.drain());
        }
    }
}
