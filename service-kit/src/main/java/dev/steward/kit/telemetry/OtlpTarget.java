package dev.steward.kit.telemetry;

import dev.steward.kit.config.ConfigurationError;
import io.quarkus.opentelemetry.runtime.config.runtime.exporter.CompressionType;
import io.quarkus.opentelemetry.runtime.config.runtime.exporter.OtlpExporterConfig;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where spans go, and how. */
record OtlpTarget(URI url, boolean grpc, boolean compressed, Duration timeout, Map<String, String> headers) {
    private static final String HTTP_PATH = "/v1/traces";
    private static final String GRPC_PATH = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    /**
     * @param exact
     *            {@code OTEL_EXPORTER_OTLP_TRACES_ENDPOINT}, to which HTTP adds no path
     */
    static OtlpTarget of(OtlpExporterConfig config, Optional<String> exact) {
        String protocol = config.protocol().orElse(OtlpExporterConfig.Protocol.GRPC);
        boolean grpc = protocol.equals(OtlpExporterConfig.Protocol.GRPC);
        ConfigurationError.unless(grpc || protocol.equals(OtlpExporterConfig.Protocol.HTTP_PROTOBUF),
                "OTEL_EXPORTER_OTLP_PROTOCOL is '%s': use http/protobuf or grpc", protocol);
        String base = config.endpoint().orElse(OtlpExporterConfig.DEFAULT_GRPC_BASE_URI).strip();
        URI url = exact.filter(value -> !grpc && !value.isBlank()).map(value -> URI.create(value.strip()))
                .orElseGet(() -> URI.create(base.replaceFirst("/+$", "") + (grpc ? GRPC_PATH : HTTP_PATH)));
        return new OtlpTarget(url, grpc, config.compression().filter(CompressionType.GZIP::equals).isPresent(),
                config.timeout(), headers(config.headers().orElse(List.of())));
    }

    boolean secure() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /** For a log: without user and query. */
    String shown() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    private static Map<String, String> headers(List<String> pairs) {
        Map<String, String> headers = new HashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            ConfigurationError.unless(equals > 0, "OTEL_EXPORTER_OTLP_HEADERS has an entry without a name or '=': "
                    + "write name=value, comma-separated");
            headers.put(pair.substring(0, equals).strip(), decoded(pair.substring(equals + 1).strip()));
        }
        return Map.copyOf(headers);
    }

    private static String decoded(String value) {
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
