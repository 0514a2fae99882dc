package dev.steward.heartbeat.figure;

import dev.steward.infra.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Puts the neighbours where nobody listens, until a test does. */
public class NeighbourPorts implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of(
                "steward.kit.neighbour.availability", "http://127.0.0.1:" + Ports.free(),
                "steward.kit.neighbour.dispatcher", "http://127.0.0.1:" + Ports.free());
    }

    @Override
    public void stop() {}
}
