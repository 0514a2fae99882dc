package dev.steward.kit.maintenance;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings made with new. */
record MaintenanceSettings(Map<String, List<String>> gate, List<String> exempt, Optional<Path> templates)
        implements
            MaintenanceConfig {
    static final MaintenanceSettings STANDARD = new MaintenanceSettings(Map.of(), List.of(), Optional.empty());

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
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }
}
