package dev.steward.benchmarks.recording;

import dev.steward.kit.auth.AuthConfig;
import dev.steward.kit.neighbour.NeighbourConfig;
import dev.steward.kit.recording.RecordingConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** The kit's configuration as a shop has it that records its orders, without the shop. */
public final class Settings {
    private final SmallRyeConfig config;

    /**
     * @param observability
     *            where records go
     */
    public Settings(String observability) {
        Map<String, String> settings = Map.of(
                "quarkus.application.name", "shop",
                "steward.kit.recording.apis.internal.paths", "/api",
                "steward.kit.neighbour.observability", observability);
        this.config = new SmallRyeConfigBuilder()
                .withMapping(RecordingConfig.class)
                .withMapping(NeighbourConfig.class)
                .withMapping(AuthConfig.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new PropertiesConfigSource(settings, "benchmark", 100))
                .addDefaultInterceptors()
                .addSystemSources()
                .build();
    }

    public RecordingConfig recording() {
        return config.getConfigMapping(RecordingConfig.class);
    }

    public NeighbourConfig neighbour() {
        return config.getConfigMapping(NeighbourConfig.class);
    }

    public AuthConfig auth() {
        return config.getConfigMapping(AuthConfig.class);
    }
}
