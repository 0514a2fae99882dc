package dev.steward.infra.test;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A real receiver of OTLP over HTTP, which keeps what it is sent. */
public final class Collector implements AutoCloseable {
    private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final StringBuffer bytes = new StringBuffer();
    private final HttpServer server;

    public Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /**
     * A span.
     *
     * @param service
     *            whose it is
     */
    public record Received(String service, Span span) {
        public boolean isChildOf(Received other) {
            return span.getParentSpanId().equals(other.span().getSpanId());
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The spans of a trace, in the order in which they ended. */
    public List<Span> spans(String traceId) {
        return received(traceId).stream().map(Received::span).toList();
    }

    /** The same, with whose they are. */
    public List<Received> received(String traceId) {
        return received().filter(each -> hex(each.span().getTraceId()).equals(traceId)).toList();
    }

    /** What there is, for a failure's message. */
    public List<String> all() {
        return received().map(each -> String.join(" ", each.service(), hex(each.span().getTraceId()), each.span().getName()))
                .toList();
    }

    public List<ExportTraceServiceRequest> requests() {
        return requests;
    }

    public List<String> authorizations() {
        return authorizations;
    }

    /** Every byte that arrived, as a character. */
    public String bytes() {
        return bytes.toString();
    }

    /** The id of a trace or a span as everybody else writes it. */
    public static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private Stream<Received> received() {
        return requests.stream().flatMap(request -> request.getResourceSpansList().stream()).flatMap(Collector::received);
    }

    private static Stream<Received> received(ResourceSpans resource) {
        String service = resource.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name")).map(KeyValue::getValue).findFirst()
                .orElseThrow()
                .getStringValue();
        return resource.getScopeSpansList().stream().flatMap(scope -> scope.getSpansList().stream())
                .map(span -> new Received(service, span));
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        bytes.append(new String(body, StandardCharsets.ISO_8859_1));
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        requests.add(ExportTraceServiceRequest.parseFrom(body));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
