package dev.steward.kit.recording.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same over HTTP/2 in clear text: streams end, break off and are reset without their connection. */
@QuarkusTest
@TestProfile(EdgesProfile.class)
class Http2EdgesTest extends Recorded {
    @Inject
    Vertx vertx;

    private HttpClient http;

    @BeforeEach
    void open() {
        http = client(false);
    }

    @AfterEach
    void close() {
        http.close();
    }

    private HttpClient client(boolean upgrade) {
        return vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(upgrade));
    }

    private static <T> T settled(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private HttpClientRequest request(HttpMethod method, String path) throws Exception {
        return settled(http.request(method, base.getPort(), "127.0.0.1", path)).putHeader("traceparent", traceparent());
    }

    /** What is sent on one connection is read in this order: with the answer to something later, it is there. */
    private void untilItArrived() throws Exception {
        body("/other/static/page.txt", "identity");
    }

    private Buffer body(String path, String encoding) throws Exception {
        return settled(asked(path, encoding));
    }

    /** All of it on the client's loop: an answer that is there before its body is asked for has none any more. */
    private Future<Buffer> asked(String path, String encoding) {
        return http.request(HttpMethod.GET, base.getPort(), "127.0.0.1", path)
                .compose(request -> request.putHeader("traceparent", traceparent()).putHeader("Accept-Encoding", encoding)
                        .send().compose(HttpClientResponse::body));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void recordsAnExchange(boolean upgrade) throws Exception {
        http.close();
        http = client(upgrade);
        assertEquals("item 1", body("/api/items/1", "identity").toString());
        JsonNode record = recordedOnce();
        assertEquals(200, record.at("/response/status").asInt());
        assertEquals(base + "api/items/1", record.at("/request/url").asText());
        assertEquals("/api/items/{id}", record.at("/request/route").asText());
        assertEquals("item 1", record.at("/response/body/text").asText());
    }

    @ParameterizedTest
    @CsvSource({"write, 200, 13", "end, 200, 5", "nothing, 200, 0", "trailers, 200, 4", "twice, 200, 4", "worker, 204, 0",
            "threads, 200, 100000", "file, 200, 5000", "no-file, 404, 12", "hints, 200, 6", "async-file, 200, 5000"})
    void recordsEveryWayToAnswer(String route, int status, int size) throws Exception {
        body("/api/raw/" + route, "identity");
        JsonNode record = recordedOnce();
        assertEquals(status, record.at("/response/status").asInt(), record.toString());
        assertEquals(false, record.at("/response/aborted").asBoolean(), record.toString());
        assertEquals(size, record.at("/response/body/size").asInt(), record.toString());
        assertEquals(List.of(), header(record.at("/response/headers"), ":status"));
    }

    @ParameterizedTest
    @CsvSource({"reset, 0", "close, 0", "close-worker, 0", "close-late, 200", "drop, 0", "fail-late, 200"})
    void recordsAStreamThatTheServerBreaksOff(String route, int status) throws Exception {
        boolean failed = settled(asked("/api/raw/" + route, "identity")
                .transform(result -> Future.succeededFuture(result.failed())));
        assertTrue(failed);
        JsonNode record = recordedOnce();
        assertEquals(true, record.at("/response/aborted").asBoolean(), record.toString());
        assertEquals(status, record.at("/response/status").asInt(), record.toString());
    }

    @Test
    void recordsAStreamThatTheClientResets() throws Exception {
        HttpClientRequest request = request(HttpMethod.GET, "/api/endless");
        settled(request.send());
        request.reset();
        JsonNode record = recordedOnce();
        assertEquals(200, record.at("/response/status").asInt());
        assertTrue(record.at("/response/aborted").asBoolean());
    }

    @Test
    void recordsAStreamWhoseConnectionBreaks() throws Exception {
        HttpClientRequest request = request(HttpMethod.GET, "/api/raw/silent");
        request.send();
        untilItArrived();
        request.connection().close();
        JsonNode record = recordedOnce();
        assertTrue(record.at("/response/status").isNull());
        assertTrue(record.at("/response/aborted").asBoolean());
    }

    @Test
    void recordsAnUploadThatTheClientResets() throws Exception {
        HttpClientRequest request = request(HttpMethod.POST, "/api/raw/echo").setChunked(true);
        settled(request.write("only this"));
        untilItArrived();
        request.reset();
        assertTrue(recordedOnce().at("/response/aborted").asBoolean());
    }

    @Test
    void recordsABodyAsItWasBeforeTheServerCompressedIt() throws Exception {
        assertTrue(body("/api/whole?size=20000", "gzip").length() < 2000);
        JsonNode body = recordedOnce().at("/response/body");
        assertEquals(20_000, body.path("size").asInt());
        assertTrue(body.path("text").asText().startsWith("good news, "), body.toString());
    }
}
