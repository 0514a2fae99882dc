package dev.steward.demoshop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(ShopSurroundings.class)
class EchoTest {
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource
    URI shop;

    @ParameterizedTest
    @CsvSource({
            "POST,     /api/echo,               application/json",
            "PUT,      /api/echo/,              text/plain;charset=utf-8",
            "PATCH,    /api/echo/a/b%20c?d=e,   application/xml",
            "DELETE,   /api/echo/x,             application/x-www-form-urlencoded",
            "OPTIONS,  /api/echo/x,             text/html",
            "PROPFIND, /api/echo/x,             multipart/form-data; boundary=xyz",
            "POST,     /api/echo/x,             not/a/media type"})
    void sendsBackWhatItGot(String method, String path, String type) throws Exception {
        byte[] body = bytes(2000);
        HttpResponse<byte[]> answer = send(method, path, type, body);

        assertEquals(200, answer.statusCode());
        assertEquals(type, answer.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("sandbox; default-src 'none'", answer.headers().firstValue("Content-Security-Policy").orElseThrow());
        assertArrayEquals(body, answer.body());
    }

    @Test
    void hasNothingToSendBackForNothing() throws Exception {
        for (String method : new String[]{"GET", "HEAD", "POST"}) {
            HttpResponse<byte[]> answer = client.send(HttpRequest.newBuilder(shop.resolve("/api/echo/x"))
                    .method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofByteArray());
            assertEquals(200, answer.statusCode());
            assertEquals(0, answer.body().length);
        }
    }

    @Test
    void takesTenMegabytesAndNoMore() throws Exception {
        byte[] body = bytes(10 * 1024 * 1024);
        HttpResponse<byte[]> answer = send("POST", "/api/echo/large", "application/octet-stream", body);
        assertEquals(200, answer.statusCode());
        assertArrayEquals(body, answer.body());

        HttpResponse<byte[]> refused = send("POST", "/api/echo/larger", "application/octet-stream", bytes(body.length + 1));
        assertEquals(413, refused.statusCode());
        assertEquals("application/problem+json", refused.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void takesNoMoreEitherWhenNobodySaysHowMuchComes() throws Exception {
        byte[] body = bytes(10 * 1024 * 1024 + 1);
        HttpResponse<byte[]> refused = client.send(HttpRequest.newBuilder(shop.resolve("/api/echo/larger"))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))).build(), BodyHandlers.ofByteArray());
        assertEquals(413, refused.statusCode());
        assertEquals("application/problem+json", refused.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void isNothingElse() throws Exception {
        assertEquals(404, send("POST", "/api/echoes", "text/plain", bytes(1)).statusCode());
    }

    private HttpResponse<byte[]> send(String method, String path, String type, byte[] body) throws Exception {
        return client.send(HttpRequest.newBuilder(shop.resolve(path)).header("Content-Type", type)
                .method(method, BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofByteArray());
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(17).nextBytes(bytes);
        return bytes;
    }
}
