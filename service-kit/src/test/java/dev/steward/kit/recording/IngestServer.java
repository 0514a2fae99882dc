package dev.steward.kit.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Stands where observability-service would: a real server that keeps what it takes, and that can be slow, unwilling
 * or away.
 */
public final class IngestServer implements AutoCloseable {
    private static final String TAKEN = "{\"accepted\": 1, \"rejected\": []}";

    private final ObjectMapper json = new ObjectMapper();
    private final List<JsonNode> records = new CopyOnWriteArrayList<>();
    private final List<JsonNode> reports = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<Integer> batchSizes = new CopyOnWriteArrayList<>();
    private volatile int status = 202;
    private volatile String answer = TAKEN;
    private volatile Duration delay = Duration.ZERO;
    private volatile int attempts;
    private volatile HttpServer server;
    private int port;

    public IngestServer() {
        start();
    }

    public void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            port = server.getAddress().getPort();
            server.createContext("/internal/v1/exchanges", this::take);
            server.createContext("/internal/v1/tallies", this::count);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connections are refused from now on. */
    public void stop() {
        server.stop(0);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public void answers(int status) {
        this.status = status;
    }

    public void answers(int status, String body) {
        this.status = status;
        this.answer = body;
    }

    public void answersAfter(Duration delay) {
        this.delay = delay;
    }

    /** The records of the batches that were taken, in the order of their arrival. */
    public List<JsonNode> records() {
        return records;
    }

    /** What was counted and lost, as it was reported. */
    public List<JsonNode> reports() {
        return reports;
    }

    public List<Integer> batchSizes() {
        return batchSizes;
    }

    public List<String> authorizations() {
        return authorizations;
    }

    public int attempts() {
        return attempts;
    }

    @Override
    public void close() {
        stop();
    }

    private void take(HttpExchange exchange) throws IOException {
        attempts++;
        List<JsonNode> batch = read(exchange);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        pause();
        if (status == 202) {
            records.addAll(batch);
            batchSizes.add(batch.size());
        }
        answer(exchange, answer);
    }

    private void count(HttpExchange exchange) throws IOException {
        JsonNode report = json.readTree(exchange.getRequestBody());
        if (status == 202) {
            reports.add(report);
        }
        answer(exchange, "{\"applied\": true, \"rejected\": []}");
    }

    private void answer(HttpExchange exchange, String answer) throws IOException {
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private List<JsonNode> read(HttpExchange exchange) throws IOException {
        boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = gzip ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            List<JsonNode> batch = new ArrayList<>();
            json.readTree(body).forEach(batch::add);
            return batch;
        }
    }

    private void pause() {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
