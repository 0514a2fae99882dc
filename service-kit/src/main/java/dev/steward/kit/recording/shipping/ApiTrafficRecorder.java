package dev.steward.kit.recording.shipping;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.neighbour.Neighbours;
import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.capture.Capture;
import dev.steward.kit.recording.capture.CaptureSink;
import dev.steward.kit.recording.shipping.Losses.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

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
    private final Losses losses;
    private final RecordingWorker worker;
    private volatile boolean started;

    public ApiTrafficRecorder(RecordingConfig config, RecordWriter writer, Neighbours neighbours, ObjectMapper json,
            MeterRegistry meters) {
        this.config = config.shipping();
        this.losses = new Losses(meters);
        this.intake = new Intake(this.config.intake().asLongValue());
        Backlog backlog = new Backlog(this.config, losses);
        Backoff backoff = new Backoff(this.config.firstRetry(), this.config.longestRetry());
        Shipper shipper = new Shipper(neighbours.observability(), json, backlog, losses, backoff, alarm::urge);
        this.worker = new RecordingWorker(intake, writer, new Outbox(backlog, shipper, this.config), alarm, losses);
        meters.gauge("steward.recording.waiting.records", backlog, Backlog::records);
        meters.gauge("steward.recording.waiting.bytes", backlog, Backlog::bytes);
    }

    @Override
    public void start() {
        worker.start();
        started = true;
    }

    @Override
    public void accept(Capture capture) {
        if (intake.offer(capture)) {
            alarm.wake();
        } else {
            losses.add(Reason.INTAKE_FULL, 1, capture.failed());
        }
    }

    @Override
    public void missed(RuntimeException cause) {
        losses.add(Reason.DEFECT, 1, true, cause.toString());
    }

    void stop(@Observes @Priority(BEFORE_CLIENTS_CLOSE) ShutdownEvent event) {
        if (started) {
            worker.stop(config.drain());
        }
    }
}
