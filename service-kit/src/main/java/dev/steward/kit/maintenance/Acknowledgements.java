package dev.steward.kit.maintenance;

import dev.steward.kit.neighbour.Neighbour;
import dev.steward.kit.neighbour.Neighbours;
import io.quarkus.logging.Log;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells maintenance-service which revision counts at this enforcement point, at once when it changes and from time to
 * time, so that an operator sees who follows. The reply says what time it is there, and whether a newer revision
 * exists.
 */
@Singleton
public class Acknowledgements {
    private final Neighbour maintenance;
    private final MaintenanceFollower follower;
    private final PointClock clock;
    private final Vertx vertx;
    private final String path;
    private final Duration every;
    private volatile long revision = -1;
    private volatile String kind;

    public Acknowledgements(Neighbours neighbours, MaintenanceFollower follower, PointClock clock, Vertx vertx,
            MaintenanceConfig config) {
        this.maintenance = neighbours.maintenance();
        this.follower = follower;
        this.clock = clock;
        this.vertx = vertx;
        this.path = "/internal/v1/gateways/" + URLEncoder.encode(config.point(), StandardCharsets.UTF_8);
        this.every = config.acknowledgeEvery();
    }

    /**
     * Starts reporting.
     *
     * @param kindOfPoint
     *            {@code gateway} or {@code service}
     */
    public void report(String kindOfPoint) {
        kind = kindOfPoint;
        vertx.setPeriodic(0, every.toMillis(), timer -> tell());
    }

    /** The revision counts here from now on. */
    public void applied(long counts) {
        revision = counts;
        if (kind != null) {
            tell();
        }
    }

    private void tell() {
        Instant asked = clock.machineTime();
        long began = System.nanoTime();
        JsonObject report = new JsonObject().put("kind", kind).put("revision", revision)
                .put("clockOffsetMillis", clock.offset().toMillis());
        maintenance.send(HttpMethod.PUT, path, request -> request.sendJsonObject(report))
                .subscribe().with(
                        reply -> heard(reply, asked, Duration.ofNanos(System.nanoTime() - began)),
                        cause -> Log.debugf("Revision %d is not acknowledged yet: %s", revision, cause.getMessage()));
    }

    private void heard(HttpResponse<Buffer> reply, Instant asked, Duration took) {
        JsonObject said = reply.bodyAsJsonObject();
        clock.measured(asked, took, said.getInstant("serverTime"));
        if (said.getLong("revision") > follower.current().revision()) {
            follower.refresh();
        }
    }
}
