package dev.steward.availability.heartbeat;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.kit.config.ConfigurationError;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatSweepTest {
    record Config(Duration freshFor, Duration mirrorEvery, Duration pingEvery, double pingJitter, Duration flushEvery)
            implements
                HeartbeatConfig {
        static Config of(int freshFor, int mirrorEvery, int pingEvery) {
            return new Config(Duration.ofSeconds(freshFor), Duration.ofSeconds(mirrorEvery), Duration.ofSeconds(pingEvery), 0.1,
                    Duration.ofSeconds(1));
        }
    }

    @Test
    void refusesToStartWhereOneLostPingWouldBeAnAbsence() {
        assertTrue(refusal(Config.of(50, 60, 30)).contains("MITRA_HEARTBEAT_FRESH_SECONDS"));
    }

    @Test
    void refusesToStartWithoutMirroringHeartbeats() {
        assertTrue(refusal(Config.of(90, 0, 30)).contains("HEARTBEAT_MIRROR_INTERVAL_SECONDS"));
    }

    private static String refusal(HeartbeatConfig config) {
        return assertThrows(ConfigurationError.class, () -> new HeartbeatSweep(null, null, config).start(null, null))
                .getMessage();
    }
}
