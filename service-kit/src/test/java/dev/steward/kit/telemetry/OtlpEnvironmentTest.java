package dev.steward.kit.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpEnvironmentTest {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String OFF = "quarkus.otel.sdk.disabled";

    @ParameterizedTest
    @CsvSource(textBlock = """
            OTEL_EXPORTER_OTLP_ENDPOINT,              http://collector:4318, false
            OTEL_EXPORTER_OTLP_TRACES_ENDPOINT,       http://collector:4318, false
            quarkus.otel.exporter.otlp.endpoint,      http://collector:4317, false
            quarkus.otel.exporter.otlp.traces.endpoint, http://collector:4317, false
            OTEL_EXPORTER_OTLP_ENDPOINT,              ' ',                   true
            OTEL_EXPORTER_OTLP_METRICS_ENDPOINT,      http://collector:4318, true
            OTEL_TRACES_EXPORTER,                     otlp,                  true
            """)
    void tracingIsOnWhereAnEndpointIsSet(String name, String value, String off) {
        assertEquals(off, value(with(Map.of(name, value)), OFF));
    }

    @ParameterizedTest
    @CsvSource({"OTEL_SDK_DISABLED, true", "OTEL_TRACES_EXPORTER, none", "quarkus.otel.sdk.disabled, true"})
    void andOffWhereTheEnvironmentSaysSo(String name, String value) {
        assertEquals("true", value(with(Map.of(ENDPOINT, "http://collector:4318", name, value)), OFF));
    }

    @Test
    void isOnWithoutAnEndpointWhereTheServiceSaysSo() {
        assertEquals("false", value(with(Map.of(OFF, "false")), OFF));
    }

    @Test
    void takesTheRestOfTheEnvironmentOver() {
        SmallRyeConfig config = with(Map.of(ENDPOINT, "http://collector:4318", "OTEL_EXPORTER_OTLP_HEADERS", "a=b",
                "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "1500", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "grpc",
                "OTEL_SERVICE_NAME", "shop", "OTEL_RESOURCE_ATTRIBUTES", "a=b,c=d"));
        assertEquals("http/protobuf", value(config, "quarkus.otel.exporter.otlp.protocol"));
        assertEquals("grpc", value(config, "quarkus.otel.exporter.otlp.traces.protocol"));
        assertEquals("a=b", value(config, "quarkus.otel.exporter.otlp.headers"));
        assertEquals("1500ms", value(config, "quarkus.otel.exporter.otlp.traces.timeout"));
        assertEquals("shop", value(config, "quarkus.otel.service.name"));
        assertEquals("a=b,c=d", value(config, "quarkus.otel.resource.attributes"));
    }

    @Test
    void leavesTheFrameworksProtocolToTheFrameworksSettings() {
        assertNull(value(with(Map.of("quarkus.otel.exporter.otlp.endpoint", "http://collector:4317")),
                "quarkus.otel.exporter.otlp.protocol"));
    }

    private static String value(SmallRyeConfig config, String name) {
        return config.getConfigValue(name).getValue();
    }

    private static SmallRyeConfig with(Map<String, String> environment) {
        return new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(environment, "environment", 300))
                .withSources(new OtlpEnvironment()).build();
    }
}
