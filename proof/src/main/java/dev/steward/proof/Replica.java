package dev.steward.proof;

import dev.steward.infra.Ports;
import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.programs.Project;
import dev.steward.migrate.Service;
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

/** A replica of a service, as built: a process that can be killed, frozen and started again. */
public final class Replica {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(4);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final String token;
    private final ChildProcess process;

    Replica(Service service, String name, Map<String, String> environment, String token, Path log) {
        this.token = token;
        this.process = ChildProcess.named(name)
                .command(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                        "-jar", program(service).toString()))
                .environment(environment)
                .environment(Map.of("QUARKUS_HTTP_PORT", Integer.toString(port),
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort)))
                .log(log)
                .stopTimeout(Duration.ofSeconds(20))
                .readyWhen(this::isReady, STARTS_WITHIN)
                .build();
    }

    /** Fails with a sentence unless the service was packaged. */
    static void requireBuilt(Service service) {
        Path program = program(service);
        if (!Files.exists(program)) {
            throw new IllegalStateException("%s-service is not built: there is no %s".formatted(service.schema(), program));
        }
    }

    private static Path program(Service service) {
        return Project.root().resolve(service.schema() + "-service/target/quarkus-app/quarkus-run.jar");
    }

    public String name() {
        return process.name();
    }

    public ChildProcess process() {
        return process;
    }

    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return call("POST", path, body);
    }

    /** As one who may do everything; an empty body for none. */
    public HttpResponse<String> call(String method, String path, String body) throws IOException, InterruptedException {
        return call(method, path, body, token);
    }

    /** As whoever this token is. */
    public HttpResponse<String> call(String method, String path, String body, String someToken)
            throws IOException, InterruptedException {
        return send(to(port, path, someToken).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)).build());
    }

    /** What the management port answers. */
    public String management(String path) {
        try {
            return send(to(managementPort, path, token).build()).body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The sum over all labels of a metric, by its name in Prometheus' text; zero while there is none. */
    public double metric(String name) {
        return management("/q/metrics").lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The ports from which it is connected to that one, or tries to be. */
    public Set<Integer> connectionsTo(int remotePort) {
        return Sockets.of(process.pid()).stream()
                .filter(link -> link.remotePort() == remotePort)
                .map(Sockets.Link::localPort)
                .collect(Collectors.toSet());
    }

    private static HttpRequest.Builder to(int somePort, String path, String someToken) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + somePort + path))
                .timeout(ANSWERS_WITHIN)
                .header("Authorization", "Bearer " + someToken);
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private boolean isReady() {
        try {
            return send(to(managementPort, "/q/health/ready", token).build()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
