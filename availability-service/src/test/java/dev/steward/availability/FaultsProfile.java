package dev.steward.availability;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** As in production: with the sweeps, and without much patience. */
public class FaultsProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "steward.availability.mirror.repair-every", "200ms",
                "steward.availability.heartbeat.flush-every", "200ms",
                "steward.kit.valkey.deadline", "250ms");
    }
}
