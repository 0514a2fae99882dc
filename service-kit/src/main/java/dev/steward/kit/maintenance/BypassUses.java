package dev.steward.kit.maintenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.steward.kit.id.Uuid7;
import dev.steward.kit.json.WireJson;
import dev.steward.kit.neighbour.Neighbour;
import dev.steward.kit.neighbour.NeighbourException;
import dev.steward.kit.neighbour.Neighbours;
import io.quarkus.logging.Log;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes down who entered a closed channel: in the log, and in maintenance-service's audit trail, as one record a
 * second
 * for each pass in use. Records wait in memory while the service is away, and each is stored once.
 */
@Singleton
public class BypassUses {
    private static final long EVERY_MILLIS = 1_000;
    private static final int MOST_WAITING = 10_000;
    private static final int BATCH = 500;

    private final Neighbour maintenance;
    private final MaintenanceFollower follower;
    private final Vertx vertx;
    private final String point;
    private final Map<Pass, Use> counting = new HashMap<>();
    private final List<Use> waiting = new ArrayList<>();
    private boolean started;
    private boolean sending;

    /**
     * @param id
     *            makes a repeated report harmless
     * @param point
     *            where it was used
     * @param uses
     *            how many requests from {@code firstAt} to {@code lastAt}
     */
    record Use(UUID id, String point, String channel, String subject, UUID linkId, long uses, Instant firstAt, Instant lastAt) {
        Use again(Instant now) {
            return new Use(id, point, channel, subject, linkId, uses + 1, firstAt, now);
        }
    }

    public BypassUses(Neighbours neighbours, MaintenanceFollower follower, Vertx vertx,
            MaintenanceConfig config) {
        this.maintenance = neighbours.maintenance();
        this.follower = follower;
        this.vertx = vertx;
        this.point = config.point();
    }

    synchronized void count(Pass pass) {
        Instant now = follower.now();
        counting.compute(pass, (key, use) -> use == null
                ? new Use(Uuid7.at(now), point, pass.channel(), pass.subject(), pass.link(), 1, now, now)
                : use.again(now));
        if (!started) {
            started = true;
            vertx.setPeriodic(EVERY_MILLIS, timer -> report());
        }
    }

    private synchronized void report() {
        counting.values().forEach(this::keep);
        counting.clear();
        if (sending || waiting.isEmpty()) {
            return;
        }
        sending = true;
        List<Use> batch = List.copyOf(waiting.subList(0, Math.min(BATCH, waiting.size())));
        maintenance.send(HttpMethod.POST, "/internal/v1/bypass-uses",
                request -> request.putHeader("Content-Type", "application/json").sendBuffer(body(batch)))
                .subscribe().with(stored -> sent(batch), cause -> sent(refused(cause) ? batch : List.of()));
    }

    /** What the service will never take is not sent for ever; it stands in the log. */
    private static boolean refused(Throwable cause) {
        boolean refused = cause instanceof NeighbourException answer && answer.status() >= 400 && answer.status() < 500;
        if (refused) {
            Log.errorf("maintenance-service refuses the uses of bypasses: %s", cause.getMessage());
        }
        return refused;
    }

    private void keep(Use use) {
        Log.infof("%s entered %s while it is closed: %d requests%s", use.subject(), use.channel(), use.uses(),
                use.linkId() == null ? "" : ", link " + use.linkId());
        if (waiting.size() < MOST_WAITING) {
            waiting.add(use);
        } else {
            Log.warnf("maintenance-service is away for too long: the use above stands in this log alone");
        }
    }

    private synchronized void sent(List<Use> batch) {
        waiting.removeAll(batch);
        sending = false;
    }

    private Buffer body(List<Use> batch) {
        try {
            return Buffer.buffer(WireJson.MAPPER.writeValueAsBytes(batch));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
