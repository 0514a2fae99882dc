package dev.steward.kit.recording;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The configuration as a service would have it, without the service. */
public final class RecordingSettings {
    private static final String PREFIX = "steward.kit.recording.";

    private RecordingSettings() {}

    /**
     * @param settings
     *            below {@code steward.kit.recording.}, as pairs of name and value
     */
    public static RecordingConfig of(String... settings) {
        Map<String, String> properties = new HashMap<>();
        properties.put("quarkus.application.name", "shop");
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(PREFIX + settings[i], settings[i + 1]);
        }
        return mapping(RecordingConfig.class, properties);
    }

    public static <T> T mapping(Class<T> type, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(type)
                .withConverter(MemorySize.class, 100,
                        new MemorySizeConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .addDefaultInterceptors()
                .addSystemSources()
                .build()
                .getConfigMapping(type);
    }
}
