package dev.steward.kit.neighbour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.steward.kit.auth.AuthConfig;
import dev.steward.kit.auth.ServiceToken;
import dev.steward.kit.recording.RecordingSettings;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NeighbourTest {
    private final Vertx vertx = Vertx.vertx();
    private final ServiceToken noToken = new ServiceToken(RecordingSettings.mapping(AuthConfig.class, Map.of()));
    private HttpServer alive;
    private ServerSocket silent;

    @BeforeEach
    void open() throws IOException {
        alive = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        alive.createContext("/ok", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        alive.createContext("/broken", exchange -> {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        alive.start();
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        vertx.closeAndAwait();
        alive.stop(0);
        silent.close();
    }

    @Test
    void asksTheNextReplicaWhereOneTakesTheConnectionAndSaysNothing() {
        Neighbour neighbour = neighbour(Duration.ofSeconds(4), url(silent.getLocalPort()), url(alive.getAddress().getPort()));
        assertEquals(204, status(neighbour, "/ok"));
        long begin = System.nanoTime();
        assertEquals(204, status(neighbour, "/ok"));
        assertEquals(0, Duration.ofNanos(System.nanoTime() - begin).toSeconds(), "and goes on with that one");
    }

    @Test
    void takesAnAnswerForAnAnswer() {
        Neighbour neighbour = neighbour(Duration.ofSeconds(4), url(alive.getAddress().getPort()), url(silent.getLocalPort()));
        assertEquals(500, assertThrows(NeighbourException.class, () -> status(neighbour, "/broken")).status());
    }

    private Neighbour neighbour(Duration deadline, String... replicas) {
        return new Neighbour(WebClient.create(vertx), noToken, false, List.of(replicas), deadline);
    }

    private static int status(Neighbour neighbour, String path) {
        return neighbour.get(path).await().atMost(Duration.ofSeconds(10)).statusCode();
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
