package dev.steward.dispatcher;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service without its own jobs, for tests that do by hand what these would do. */
public class LoopOff implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "steward.dispatcher.delivery.enabled", "false",
                "steward.dispatcher.upkeep.expiry-every", "off",
                "steward.dispatcher.upkeep.housekeeping-every", "off",
                "steward.dispatcher.retention.every", "off");
    }
}
