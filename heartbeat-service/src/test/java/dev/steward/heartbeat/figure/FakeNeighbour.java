package dev.steward.heartbeat.figure;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A neighbour that is really there: answers one path, and holds its answers back when told to. */
final class FakeNeighbour implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile String authorization;

    FakeNeighbour(String url, String path, String answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", URI.create(url).getPort()), 0);
        server.setExecutor(threads);
        server.createContext(path, exchange -> {
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            pass(gate);
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    String authorization() {
        return authorization;
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.close();
    }

    private static void pass(CountDownLatch gate) throws IOException {
        try {
            gate.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
