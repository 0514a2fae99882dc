package dev.steward.kit.telemetry;

import io.quarkus.opentelemetry.runtime.config.runtime.exporter.OtlpExporterConfig;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.tracing.TracingPolicy;

/** Of the client that calls the collector: its calls are in no trace, and it trusts whom the configuration names. */
final class OtlpClientOptions {
    private static final int CONNECT_TIMEOUT_MILLIS = 2000;

    private OtlpClientOptions() {}

    static HttpClientOptions of(OtlpTarget target, OtlpExporterConfig config, TlsConfigurationRegistry tls) {
        var options = new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MILLIS).setTracingPolicy(TracingPolicy.IGNORE)
                .setSsl(target.secure()).setUseAlpn(target.secure() && target.grpc());
        if (target.grpc()) {
            options.setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false);
        }
        TlsConfiguration.from(tls, config.tlsConfigurationName())
                .ifPresent(configuration -> TlsConfigUtils.configure(options, configuration));
        config.trustCert().certs().filter(certificates -> target.secure()).ifPresent(certificates -> {
            var trusted = new PemTrustOptions();
            certificates.forEach(trusted::addCertPath);
            options.setTrustOptions(trusted);
        });
        return options;
    }
}
