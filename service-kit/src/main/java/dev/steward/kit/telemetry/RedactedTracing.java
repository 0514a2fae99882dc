package dev.steward.kit.telemetry;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** Lets no span out but through the redaction, whoever exports it. */
@Singleton
public class RedactedTracing implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {
    private static final String OURS = "cdi";

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder builder) {
        builder.addPropertiesCustomizer(RedactedTracing::exporters);
        builder.addSpanExporterCustomizer((exporter, properties) -> new RedactedSpans(exporter));
    }

    /**
     * {@code OTEL_TRACES_EXPORTER=otlp} and its like mean the exporter that is here, not the SDK's, which has no client.
     */
    private static Map<String, String> exporters(ConfigProperties properties) {
        Map<String, String> exporters = new HashMap<>();
        if (!"none".equals(properties.getString("otel.traces.exporter"))) {
            exporters.put("otel.traces.exporter", OURS);
        }
        if ("otlp".equals(properties.getString("otel.metrics.exporter"))) {
            exporters.put("otel.metrics.exporter", OURS);
        }
        if ("otlp".equals(properties.getString("otel.logs.exporter"))) {
            exporters.put("otel.logs.exporter", OURS);
        }
        return exporters;
    }
}
