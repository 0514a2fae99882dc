package dev.steward.kit.telemetry;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Reads OpenTelemetry's own environment variables as the framework's settings, and turns tracing on where they, or
 * those
 * settings, name an endpoint. {@code QUARKUS_OTEL_SDK_DISABLED} and {@code application.properties} have the last word.
 */
public final class OtlpEnvironment implements ConfigSourceFactory {
    private static final String OTLP = "OTEL_EXPORTER_OTLP_";
    private static final String SETTING = "quarkus.otel.exporter.otlp.";
    /** Above the kit's presets, below a service's own properties. */
    private static final int ORDINAL = 150;
    private static final String FRAMEWORKS_DEFAULT = "http://localhost:4317/";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> settings = new HashMap<>();
        exporter(context, settings, OTLP, SETTING);
        exporter(context, settings, OTLP + "TRACES_", SETTING + "traces.");
        put(settings, "quarkus.otel.service.name", value(context, "OTEL_SERVICE_NAME"));
        put(settings, "quarkus.otel.resource.attributes", value(context, "OTEL_RESOURCE_ATTRIBUTES"));
        if (value(context, OTLP + "ENDPOINT") != null || value(context, OTLP + "TRACES_ENDPOINT") != null) {
            // The default of the specification; the framework's is gRPC.
            settings.putIfAbsent(SETTING + "protocol", "http/protobuf");
        }
        settings.put("quarkus.otel.sdk.disabled", Boolean.toString(isOff(context)));
        return List.of(new PropertiesConfigSource(settings, "the environment of OpenTelemetry", ORDINAL));
    }

    private static void exporter(ConfigSourceContext context, Map<String, String> settings, String variable, String setting) {
        put(settings, setting + "endpoint", value(context, variable + "ENDPOINT"));
        put(settings, setting + "protocol", value(context, variable + "PROTOCOL"));
        put(settings, setting + "headers", value(context, variable + "HEADERS"));
        put(settings, setting + "compression", value(context, variable + "COMPRESSION"));
        put(settings, setting + "trust-cert.certs", value(context, variable + "CERTIFICATE"));
        String millis = value(context, variable + "TIMEOUT");
        put(settings, setting + "timeout", millis == null ? null : millis + "ms");
    }

    private static boolean isOff(ConfigSourceContext context) {
        boolean somewhere = value(context, OTLP + "ENDPOINT") != null || value(context, OTLP + "TRACES_ENDPOINT") != null
                || isOwn(value(context, SETTING + "endpoint")) || isOwn(value(context, SETTING + "traces.endpoint"));
        return !somewhere || "true".equalsIgnoreCase(value(context, "OTEL_SDK_DISABLED"))
                || "none".equalsIgnoreCase(value(context, "OTEL_TRACES_EXPORTER"));
    }

    private static boolean isOwn(String endpoint) {
        return endpoint != null && !endpoint.equals(FRAMEWORKS_DEFAULT);
    }

    /** Null when it is not set; an empty variable counts as none. */
    private static String value(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value == null || value.getValue() == null || value.getValue().isBlank() ? null : value.getValue().strip();
    }

    private static void put(Map<String, String> settings, String name, String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}
