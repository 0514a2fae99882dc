package dev.steward.kit.telemetry;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.steward.infra.test.WithStores;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The other protocol of the standard: HTTP/2 without an upgrade, a prefix before the message, the verdict in a trailer.
 */
@QuarkusTest
@WithStores("dispatcher")
@TestProfile(GrpcCollectorTest.Grpc.class)
class GrpcCollectorTest {
    private static final int PREFIX = 5;

    record Call(String path, Buffer message) {}

    public static class Grpc implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Receiver.class));
        }
    }

    public static class Receiver implements QuarkusTestResourceLifecycleManager {
        private final Vertx vertx = Vertx.vertx();
        private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

        @Override
        public Map<String, String> start() {
            int port = vertx.createHttpServer().requestHandler(this::take).listen(0, "127.0.0.1").toCompletionStage()
                    .toCompletableFuture().join().actualPort();
            return Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + port, "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
                    "quarkus.otel.bsp.schedule.delay", "50ms");
        }

        private void take(HttpServerRequest request) {
            request.body().onSuccess(body -> {
                calls.add(new Call(request.path(), body));
                request.response().putHeader("content-type", "application/grpc").setChunked(true)
                        .putTrailer("grpc-status", "0").end();
            });
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(calls, new TestInjector.MatchesType(BlockingQueue.class));
        }

        @Override
        public void stop() {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    BlockingQueue<Call> calls;

    @Test
    void getsTheSpans() throws InterruptedException, IOException {
        given().get("/leaky/told").then().statusCode(200);
        Call call = calls.poll(10, TimeUnit.SECONDS);
        assertNotNull(call);
        assertEquals("/opentelemetry.proto.collector.trace.v1.TraceService/Export", call.path());
        assertEquals(0, call.message().getByte(0));
        assertEquals(call.message().length() - PREFIX, call.message().getInt(1));
        var request = ExportTraceServiceRequest.parseFrom(call.message().getBytes(PREFIX, call.message().length()));
        assertEquals(1, request.getResourceSpansCount());
    }
}
