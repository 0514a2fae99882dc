package dev.steward.demoshop;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Takes down what the shop tells, and can fail or hang. */
final class HeartbeatServer implements AutoCloseable {
    record Told(String method, String path, String authorization, JsonObject body) {
        JsonObject event() {
            return body.getJsonArray("events").getJsonObject(0);
        }
    }

    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile int failures;

    HeartbeatServer(String url, int failures, boolean hangs) throws IOException {
        this.failures = failures;
        if (!hangs) {
            open.countDown();
        }
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", URI.create(url).getPort()), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            pass();
            told.add(new Told(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"), new JsonObject(body)));
            exchange.sendResponseHeaders(this.failures-- > 0 ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
    }

    List<Told> told() {
        return told;
    }

    @Override
    public void close() {
        open.countDown();
        server.stop(0);
        threads.close();
    }

    private void pass() throws IOException {
        try {
            open.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
