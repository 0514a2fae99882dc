package dev.steward.local.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadyProbeTest {
    private HttpServer server;
    private ReadyProbe probe;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        probe = new ReadyProbe(URI.create("http://127.0.0.1:%d/ready".formatted(server.getAddress().getPort())));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isGoodWhenAllChecksAre() {
        answer(200, """
                {"status": "UP", "checks": [{"name": "valkey", "status": "UP", "data": {"state": "up"}}]}""");

        assertEquals(Health.GOOD, probe.ask());
    }

    @Test
    void tellsWhatDegradesAServiceThatIsUp() {
        answer(200,
                """
                        {"status": "UP", "checks": [{"name": "valkey", "status": "UP", "data": {"state": "degraded", "reason": "refused"}}]}""");

        assertEquals(new Health.Degraded("valkey: refused"), probe.ask());
    }

    @Test
    void isSilentWhenTheServiceIsNotReady() {
        answer(503, """
                {"status": "DOWN", "checks": [{"name": "startup", "status": "DOWN"}]}""");

        assertEquals(new Health.Silent("startup"), probe.ask());
    }

    @Test
    void isSilentWhenNobodyAnswers() {
        server.stop(0);

        assertInstanceOf(Health.Silent.class, probe.ask());
    }

    private void answer(int status, String body) {
        server.createContext("/ready", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
