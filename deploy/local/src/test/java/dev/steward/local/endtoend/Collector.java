package dev.steward.local.endtoend;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real receiver of OTLP over HTTP, which keeps what it is sent. */
final class Collector implements AutoCloseable {
    record Received(String service, Span span) {
        String traceId() {
            return HexFormat.of().formatHex(span.getTraceId().toByteArray());
        }

        boolean isChildOf(Received other) {
            return span.getParentSpanId().equals(other.span().getSpanId());
        }
    }

    private final HttpServer server;
    private final List<Received> spans = new CopyOnWriteArrayList<>();
    private final StringBuffer bytes = new StringBuffer();

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            bytes.append(new String(body, StandardCharsets.ISO_8859_1));
            ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().forEach(this::take);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    private void take(ResourceSpans resource) {
        String service = resource.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name")).map(KeyValue::getValue).findFirst()
                .orElseThrow()
                .getStringValue();
        resource.getScopeSpansList().forEach(scope -> scope.getSpansList()
                .forEach(span -> spans.add(new Received(service, span))));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Received> spans(String traceId) {
        return spans.stream().filter(each -> each.traceId().equals(traceId)).toList();
    }

    /** What there is, for a failure's message. */
    List<String> all() {
        return spans.stream().map(each -> String.join(" ", each.service(), each.traceId(), each.span().getName())).toList();
    }

    /** Every byte that arrived, as a character. */
    String bytes() {
        return bytes.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
