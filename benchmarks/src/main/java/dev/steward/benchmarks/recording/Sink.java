package dev.steward.benchmarks.recording;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Takes every batch and keeps nothing: what stands for an observability-service on a machine of its own. */
final class Sink implements AutoCloseable {
    private static final byte[] TAKEN = "{\"accepted\":0,\"rejected\":[]}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;

    Sink() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (InputStream body = exchange.getRequestBody()) {
                body.transferTo(OutputStream.nullOutputStream());
            }
            exchange.sendResponseHeaders(202, TAKEN.length);
            exchange.getResponseBody().write(TAKEN);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
