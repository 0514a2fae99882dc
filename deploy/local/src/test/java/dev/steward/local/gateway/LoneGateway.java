package dev.steward.local.gateway;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.steward.infra.Ports;
import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.process.Signal;
import dev.steward.infra.programs.Nginx;
import dev.steward.infra.programs.Programs;
import dev.steward.infra.programs.Project;
import dev.steward.local.suite.GatewayFiles;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gateway's nginx with nobody around: no agent, no service, no store. */
final class LoneGateway implements AutoCloseable {
    private static final Nginx NGINX = new Programs(Programs.folder(), line -> {
    }).nginx();

    private final Path prefix;
    private final int port = Ports.free();
    private final int control = Ports.free();
    private final ChildProcess nginx;

    LoneGateway(Path prefix, Map<String, String> environment) {
        this.prefix = prefix;
        String nobody = Stream.of("maintenance", "heartbeat", "availability", "observability", "dispatcher", "shop", "agent")
                .map("upstream %s { server 127.0.0.1:1; }%n"::formatted).collect(Collectors.joining());
        new GatewayFiles(prefix, NGINX, nobody).write(Project.root().resolve("deploy/gateway/nginx"), port, control);
        this.nginx = ChildProcess.named("gateway")
                .command(NGINX.program().command("-p", prefix.toString(), "-c", prefix.resolve("nginx.conf").toString(), "-g",
                        "daemon off;").command())
                .environment(NGINX.program().environment())
                .environment(environment)
                .log(log())
                .stopSignal(Signal.QUIT)
                .stopTimeout(Duration.ofSeconds(3))
                .readyWhen(this::answers, Duration.ofSeconds(10))
                .build();
    }

    LoneGateway start() {
        nginx.start();
        return this;
    }

    RequestSpecification request() {
        return given().baseUri("http://127.0.0.1").port(port);
    }

    /** As the agent: hands a document over. */
    RequestSpecification control() {
        return given().baseUri("http://127.0.0.1").port(control).contentType("application/json");
    }

    void state(String document) throws IOException {
        Files.writeString(prefix.resolve("state/gate.json"), document);
    }

    /** Takes the configuration anew: workers are replaced, shared memory stays. */
    void reload() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-HUP", Long.toString(nginx.pid())).inheritIO().start().waitFor();
        await().atMost(10, SECONDS).until(() -> Files.readString(log()).contains("reconfiguring"));
    }

    Path log() {
        return prefix.resolve("gateway.log");
    }

    @Override
    public void close() {
        nginx.stop();
    }

    private boolean answers() {
        try (var socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
