package dev.steward.proof;

import dev.steward.infra.Ports;
import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.programs.Project;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A replica of dispatcher-service, as built: a process that can be killed, frozen and started again. */
public final class Worker {
    private static final Path DIRECTORY = Project.root().resolve("dispatcher-service/target/quarkus-app");
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(4);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final String token;
    private final ChildProcess process;

    Worker(String name, Map<String, String> environment, String token, Path log) {
        this.token = token;
        this.process = ChildProcess.named(name)
                .command(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                        "-jar", DIRECTORY.resolve("quarkus-run.jar").toString()))
                .environment(environment)
                .environment(Map.of("QUARKUS_HTTP_PORT", Integer.toString(port),
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort)))
                .log(log)
                .stopTimeout(Duration.ofSeconds(20))
                .readyWhen(this::isReady, STARTS_WITHIN)
                .build();
    }

    /** Fails with a sentence unless dispatcher-service was packaged. */
    static void requireBuilt() {
        if (!Files.exists(DIRECTORY.resolve("quarkus-run.jar"))) {
            throw new IllegalStateException("dispatcher-service is not built: there is no " + DIRECTORY);
        }
    }

    public String name() {
        return process.name();
    }

    public ChildProcess process() {
        return process;
    }

    /** POST as one who may do everything; an empty body for none. */
    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(to(port, path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build());
    }

    /** The sum over all labels of a metric, by its name in Prometheus' text; zero while there is none. */
    public double metric(String name) {
        try {
            return send(to(managementPort, "/q/metrics").build()).body().lines()
                    .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The ports from which it is connected to that one, or tries to be. */
    public Set<Integer> connectionsTo(int remotePort) {
        return Sockets.of(process.pid()).stream()
                .filter(link -> link.remotePort() == remotePort)
                .map(Sockets.Link::localPort)
                .collect(Collectors.toSet());
    }

    private HttpRequest.Builder to(int somePort, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + somePort + path))
                .timeout(ANSWERS_WITHIN)
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private boolean isReady() {
        try {
            return send(to(managementPort, "/q/health/ready").build()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
