package dev.steward.gateway;

import dev.steward.kit.maintenance.MaintenanceConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings made with new. */
record AgentSettings() implements MaintenanceConfig {
    @Override
    public Map<String, List<String>> gate() {
        return Map.of();
    }

    @Override
    public List<String> exempt() {
        return List.of();
    }

    @Override
    public Optional<List<String>> closedOnUnknown() {
        return Optional.empty();
    }

    @Override
    public Set<String> htmlChannels() {
        return Set.of("storefront");
    }

    @Override
    public Duration pollEvery() {
        return Duration.ofSeconds(2);
    }

    @Override
    public String point() {
        return "test";
    }

    @Override
    public Duration acknowledgeEvery() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Optional<Path> templates() {
        return Optional.empty();
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }
}
