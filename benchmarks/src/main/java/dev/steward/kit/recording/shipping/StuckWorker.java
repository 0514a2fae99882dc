package dev.steward.kit.recording.shipping;

import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.capture.Capture;
import dev.steward.kit.recording.capture.CaptureRoutes;
import dev.steward.kit.recording.capture.CaptureSink;
import io.vertx.ext.web.Router;

/** The kit's intake with nobody who takes anything out of it: the most that can wait for a worker that has no CPU. */
public final class StuckWorker implements CaptureSink {
    private final RecordingConfig config;
    private final Intake intake;

    public StuckWorker(RecordingConfig config) {
        this.config = config;
        this.intake = new Intake(config.shipping().intake().asLongValue());
    }

    public void addTo(Router router) {
        CaptureRoutes.add(router, config, this);
    }

    @Override
    public void start() {}

    @Override
    public void accept(Capture capture) {
        intake.offer(capture);
    }

    @Override
    public void missed(Capture capture, RuntimeException cause) {
        throw cause;
    }
}
