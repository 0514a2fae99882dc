package dev.steward.local.endtoend;

import static io.restassured.RestAssured.given;

import dev.steward.infra.Ports;
import dev.steward.infra.process.ChildProcess;
import dev.steward.local.suite.Suite;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One more of the suite's programs beside it, with an environment of its own. */
final class TracedProgram implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

    private final int port = Ports.free();
    private final ChildProcess process;

    TracedProgram(RunningSuite suite, String name, String module, Map<String, String> more) throws IOException {
        int management = Ports.free();
        var environment = new HashMap<>(Suite.environments(suite.home(), suite.ports()).get(name));
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        environment.putAll(more);
        Path log = suite.home().directory().resolve("traced").resolve(name + ".log");
        Files.deleteIfExists(log);
        process = ChildProcess.named(name)
                .command(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", "-Xmx128m", "-jar", "quarkus-run.jar"))
                .directory(suite.home().project().resolve(module).resolve("target/quarkus-app"))
                .environment(environment).log(log)
                .readyWhen(() -> isReady(management), STARTS_WITHIN).start();
    }

    private static boolean isReady(int management) {
        try {
            var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + management + "/q/health/ready").toURL()
                    .openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    RequestSpecification open() {
        return given().baseUri(url());
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Everything that it has printed since it was started. */
    List<String> log() throws IOException {
        return Files.readAllLines(process.log());
    }

    @Override
    public void close() {
        process.close();
    }
}
