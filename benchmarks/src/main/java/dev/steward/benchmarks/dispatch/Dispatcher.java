package dev.steward.benchmarks.dispatch;

import dev.steward.benchmarks.process.PackagedService;
import dev.steward.benchmarks.process.Stores;
import dev.steward.migrate.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The packaged service as a process of its own. */
final class Dispatcher implements AutoCloseable {
    static final int BATCH = 1000;
    private static final int MOST_CLAIMED = 250;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token;
    private final int port;
    private final PackagedService process;

    /**
     * @param settings
     *            by the names of their environment variables, after {@code STEWARD_DISPATCHER_}
     */
    Dispatcher(Stores stores, int replica, Map<String, String> settings) {
        this.token = stores.serviceToken();
        this.port = stores.ports().service(Service.DISPATCHER, replica);
        Map<String, String> environment = new HashMap<>(stores.environment("dispatcher"));
        settings.forEach((name, value) -> environment.put("STEWARD_DISPATCHER_" + name, value));
        String name = "dispatcher-" + replica;
        this.process = new PackagedService(name, "dispatcher-service", port, environment, stores.home().log(name));
    }

    /** For one destination: as many attempts at once. A destination gets a third of a replica's at most. */
    static Map<String, String> concurrency(int concurrency) {
        return Map.of("DELIVERY_DESTINATION_CONCURRENCY", Integer.toString(concurrency),
                "DELIVERY_IN_FLIGHT", Integer.toString(4 * concurrency),
                "DELIVERY_QUEUE_LIMIT", Integer.toString(Math.min(concurrency, MOST_CLAIMED)));
    }

    /** Ends once it is durable, and badly if it is refused. */
    CompletableFuture<Void> enqueue(String request) {
        return http.sendAsync(post("/internal/v1/requests", request), BodyHandlers.ofString())
                .thenAccept(answer -> expect(201, answer));
    }

    void enqueueOne(String request) throws IOException, InterruptedException {
        expect(201, http.send(post("/internal/v1/requests", request), BodyHandlers.ofString()));
    }

    void enqueueBatch(String batch, int messages) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(post("/internal/v1/requests:batch", batch), BodyHandlers.ofString());
        expect(200, answer);
        if (answer.body().split("\"status\":201", -1).length - 1 != messages) {
            throw new IllegalStateException("Not all were accepted: " + answer.body().substring(0, 500));
        }
    }

    /** As many batches as it takes. */
    void enqueueAll(int from, int to, String uri, String more) throws IOException, InterruptedException {
        for (int start = from; start < to; start += BATCH) {
            int end = Math.min(to, start + BATCH);
            enqueueBatch(batch(start, end, uri, more), end - start);
        }
    }

    static String batch(int from, int to, String uri, String more) {
        return IntStream.range(from, to).mapToObj(number -> Message.request(number, uri, more))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private HttpRequest post(String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)).build();
    }

    private static void expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    Duration cpu() {
        return process.cpu();
    }

    /** As a machine that loses its power. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
