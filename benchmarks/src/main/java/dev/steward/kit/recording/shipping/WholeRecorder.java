package dev.steward.kit.recording.shipping;

import dev.steward.benchmarks.recording.Settings;
import dev.steward.kit.auth.ServiceToken;
import dev.steward.kit.neighbour.Neighbours;
import dev.steward.kit.recording.capture.CaptureRoutes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** The kit's recorder with all its parts, put together as the container does it. */
public final class WholeRecorder implements AutoCloseable {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Settings settings;
    private final ApiTrafficRecorder recorder;

    public WholeRecorder(Vertx vertx, Settings settings) {
        this.settings = settings;
        Neighbours neighbours = new Neighbours(new io.vertx.mutiny.core.Vertx(vertx), settings.neighbour(),
                new ServiceToken(settings.auth()), true);
        this.recorder = new ApiTrafficRecorder(settings.recording(), new RecordWriter(settings.recording()), neighbours,
                meters);
    }

    /** Puts the recorder before all that this router will do. */
    public void addTo(Router router) {
        CaptureRoutes.add(router, settings.recording(), recorder);
    }

    /** How many records were brought. */
    public long shipped() {
        return count("steward.recording.shipped");
    }

    /** How many exchanges were not recorded, for whatever reason. */
    public long lost() {
        return count("steward.recording.lost");
    }

    /** What waits to be sent, in bytes. */
    public long waiting() {
        return (long) meters.get("steward.recording.waiting.bytes").gauge().value();
    }

    private long count(String name) {
        return Math.round(meters.get(name).counters().stream().mapToDouble(Counter::count).sum());
    }

    @Override
    public void close() {
        recorder.stop(new ShutdownEvent());
    }
}
