package dev.steward.kit.telemetry;

import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quarkus.arc.DefaultBean;
import io.quarkus.opentelemetry.runtime.config.runtime.exporter.OtlpExporterRuntimeConfig;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Brings spans to a collector by OTLP. What a collector does not take is lost: nothing waits for it but a bounded
 * queue.
 * The framework's own exporter would keep an answer of any length, and complain at each attempt.
 */
@Singleton
@DefaultBean
public class OtlpSpanExporter implements SpanExporter {
    private final OtlpTarget target;
    private final OtlpSender sender;
    private final CollectorLog log;

    public OtlpSpanExporter(Vertx vertx, OtlpExporterRuntimeConfig config, TlsConfigurationRegistry tls,
            @ConfigProperty(name = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") Optional<String> exact) {
        this.target = OtlpTarget.of(config.traces(), exact);
        this.sender = new OtlpSender(vertx, target, OtlpClientOptions.of(target, config.traces(), tls));
        this.log = new CollectorLog(target.shown());
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        var result = new CompletableResultCode();
        try {
            sender.send(message(spans)).onComplete(done -> {
                log.told(done.cause());
                if (done.succeeded()) {
                    result.succeed();
                } else {
                    result.fail();
                }
            });
        } catch (IOException | RuntimeException e) {
            log.told(e);
            result.fail();
        }
        return result;
    }

    private Buffer message(Collection<SpanData> spans) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = target.compressed() ? new GZIPOutputStream(bytes) : bytes) {
            TraceRequestMarshaler.create(spans).writeBinaryTo(out);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return sender.close();
    }
}
