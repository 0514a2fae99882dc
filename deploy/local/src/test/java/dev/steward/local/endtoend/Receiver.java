package dev.steward.local.endtoend;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody's HTTP server, which takes deliveries. */
final class Receiver implements AutoCloseable {
    record Received(String method, String path, String body) {}

    private final HttpServer server;
    private final AtomicInteger answered = new AtomicInteger();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    private Receiver(int... statuses) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body));
            int turn = Math.min(answered.getAndIncrement(), statuses.length - 1);
            exchange.sendResponseHeaders(statuses[turn], -1);
            exchange.close();
        });
        server.start();
    }

    /** One after the other, and the last for ever. */
    static Receiver answering(int... statuses) throws IOException {
        return new Receiver(statuses);
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    Received next(long timeout, TimeUnit unit) throws InterruptedException {
        Received next = received.poll(timeout, unit);
        if (next == null) {
            throw new AssertionError("Nothing was delivered within " + timeout + " " + unit);
        }
        return next;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
