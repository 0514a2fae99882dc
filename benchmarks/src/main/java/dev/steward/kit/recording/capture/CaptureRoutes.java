package dev.steward.kit.recording.capture;

import dev.steward.kit.recording.RecordingConfig;
import io.vertx.ext.web.Router;
import java.time.Clock;

/** Puts the recorder's route into a router, as the container would; in the kit's package, since nobody else need. */
public final class CaptureRoutes {
    private CaptureRoutes() {}

    public static void add(Router router, RecordingConfig config, CaptureSink sink) {
        new CaptureRoute(config, sink, Clock.systemUTC()).register(router);
    }
}
