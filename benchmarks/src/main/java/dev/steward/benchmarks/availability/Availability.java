package dev.steward.benchmarks.availability;

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
import java.util.concurrent.locks.LockSupport;

/** The packaged service as a process of its own. */
final class Availability implements AutoCloseable {
    static final String PING = "/api/mitra/status/heartbeat";
    static final String BEACON = "/api/client/availability";
    static final String PICK = "/internal/v1/mitras/available?limit=50";

    /** Nobody who was online once becomes stale. */
    static final Map<String, String> ALWAYS_FRESH = Map.of("MITRA_HEARTBEAT_FRESH_SECONDS", "86400");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final PackagedService process;

    /**
     * @param settings
     *            by the names of their environment variables
     */
    Availability(Stores stores, Map<String, String> settings) {
        this.port = stores.ports().service(Service.AVAILABILITY, 0);
        Map<String, String> environment = new HashMap<>(stores.environment("availability"));
        environment.putAll(settings);
        this.process = new PackagedService("availability", "availability-service", port, environment,
                stores.home().log("availability"));
    }

    int port() {
        return port;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /**
     * @return the body
     * @throws IOException
     *             if the answer is not 200
     */
    String ask(String method, String path, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url(path))).timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.noBody()).build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /** Waits until the mirror tells that so many are available. */
    void awaitMirrored(int mitras, String token) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String beacon = ask("GET", BEACON, token);
        while (!beacon.contains("\"available\":" + mitras + ",") || !beacon.contains("\"source\":\"valkey\"")) {
            if (System.nanoTime() > deadline) {
                throw new IOException("The mirror does not come to know %d mitras: %s".formatted(mitras, beacon));
            }
            LockSupport.parkNanos(POLL.toNanos());
            beacon = ask("GET", BEACON, token);
        }
    }

    Duration cpu() {
        return process.cpu();
    }

    @Override
    public void close() {
        process.close();
    }
}
