package dev.steward.dispatcher;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real receiver of OTLP over HTTP, which keeps what it is sent. */
public final class Collector implements AutoCloseable {
    private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final StringBuffer bytes = new StringBuffer();
    private final HttpServer server;

    Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** A service in whose environment stands where a collector is. */
    public static class Profile implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Resource.class));
        }
    }

    public static class Resource implements QuarkusTestResourceLifecycleManager {
        private Collector collector;

        @Override
        public Map<String, String> start() {
            collector = new Collector();
            return Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + collector.server.getAddress().getPort(),
                    "quarkus.otel.bsp.schedule.delay", "50ms");
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(collector, new TestInjector.MatchesType(Collector.class));
        }

        @Override
        public void stop() {
            collector.close();
        }
    }

    public static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    public static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    /** Of this service's own doing; its statements are spans too, and have names of their own. */
    public List<Span> spans(String trace, Span.SpanKind kind) {
        return requests.stream().flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream()).flatMap(scope -> scope.getSpansList().stream())
                .filter(span -> hex(span.getTraceId()).equals(trace) && span.getKind() == kind)
                .filter(span -> kind != Span.SpanKind.SPAN_KIND_CLIENT || span.getName().equals("POST"))
                .toList();
    }

    /** Every byte that arrived, as a character. */
    public String bytes() {
        return bytes.toString();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        bytes.append(new String(body, StandardCharsets.ISO_8859_1));
        requests.add(ExportTraceServiceRequest.parseFrom(body));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
