package dev.steward.heartbeat.storefront;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many pages of one browser, or a client in a loop: heartbeats of one session do not queue behind each other. */
@QuarkusTest
@WithStores("heartbeat")
class HotSessionTest {
    private static final int HEARTBEATS = 500;
    private static final String SESSION = "hot-session-1";

    @TestHTTPResource("/api/v1/heartbeat")
    URI heartbeat;

    @Inject
    MeterRegistry meters;

    @InjectStores
    Stores stores;

    @Test
    void answersAllHeartbeatsOfOneSessionAtOnce() throws Exception {
        double buffered;
        Map<Integer, Long> answers;
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            client.send(request(), BodyHandlers.discarding());
            buffered = buffered();
            List<CompletableFuture<HttpResponse<Void>>> sent = IntStream.range(0, HEARTBEATS)
                    .mapToObj(i -> client.sendAsync(request(), BodyHandlers.discarding()))
                    .toList();
            answers = sent.stream().map(CompletableFuture::join).collect(groupingBy(HttpResponse::statusCode, counting()));
        }
        assertEquals(Map.of(200, (long) HEARTBEATS), answers);
        assertEquals(1L, stores.valkey("ZCARD", "heartbeat:online:anonymous"));
        assertEquals(buffered, buffered(), "PostgreSQL is told of the session once, at the next flush, and by none of them");
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(heartbeat).timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"sessionId\": \"" + SESSION + "\"}"))
                .build();
    }

    private double buffered() {
        return meters.get("heartbeat.presence.buffered").gauge().value();
    }
}
