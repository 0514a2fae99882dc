package dev.steward.demoshop;

import dev.steward.kit.id.Uuid7;
import dev.steward.kit.neighbour.Neighbour;
import dev.steward.kit.neighbour.NeighbourException;
import dev.steward.kit.neighbour.Neighbours;
import io.quarkus.logging.Log;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells heartbeat-service what happens in the shop. Nothing waits for it and nothing fails with it: a customer's order
 * is
 * worth more than its counter.
 */
@Singleton
class Heartbeats {
    private static final int REPETITIONS = 3;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Neighbour heartbeat;
    private final ShopConfig config;
    private final Clock clock;
    private final AtomicInteger onTheirWay = new AtomicInteger();

    Heartbeats(Neighbours neighbours, ShopConfig config, Clock clock) {
        this.heartbeat = neighbours.heartbeat();
        this.config = config;
        this.clock = clock;
    }

    /** The event's id makes it safe to send it again. */
    void event(String type, Map<String, Object> data) {
        Map<String, Object> event = Map.of(
                "id", Uuid7.next(clock).toString(),
                "type", type,
                "occurredAt", clock.instant().toString(),
                "data", data);
        send(HttpMethod.POST, "/internal/v1/events", Map.of("schema", "pulse.events/1", "events", List.of(event)));
    }

    void cart(String sessionId, Cart cart) {
        send(HttpMethod.PUT, "/internal/v1/carts/" + sessionId, Map.of(
                "items", cart.items(),
                "total", cart.total(),
                "currency", cart.currency(),
                "updatedAt", clock.instant().toString()));
    }

    /** The one place where nobody waits for a Uni, so it has to be subscribed to here. */
    private void send(HttpMethod method, String path, Map<String, Object> body) {
        if (onTheirWay.incrementAndGet() > config.eventsOnTheirWay()) {
            onTheirWay.decrementAndGet();
            Log.debugf("Too much is on its way to heartbeat-service; %s is dropped", path);
            return;
        }
        heartbeat.send(method, path, request -> request.sendJson(body))
                .onFailure(Heartbeats::mayPass).retry().withBackOff(PAUSE).atMost(REPETITIONS)
                .onTermination().invoke(onTheirWay::decrementAndGet)
                .subscribe().with(
                        answer -> Log.debugf("heartbeat-service was told: %s", path),
                        cause -> Log.debugf("heartbeat-service was not told: %s", cause.getMessage()));
    }

    private static boolean mayPass(Throwable failure) {
        return !(failure instanceof NeighbourException refused && refused.status() < 500);
    }
}
