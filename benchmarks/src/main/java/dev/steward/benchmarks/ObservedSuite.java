package dev.steward.benchmarks;

import dev.steward.infra.PostgresServer;
import dev.steward.local.suite.Home;
import dev.steward.local.suite.Ports;
import dev.steward.local.suite.Secrets;
import dev.steward.local.suite.Suite;
import dev.steward.migrate.Administrator;
import dev.steward.migrate.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The suite as {@code steward up} starts it, around observability-service and its database; its data go with it. */
final class ObservedSuite implements AutoCloseable {
    private final Home home;
    private final Ports ports;
    private final Suite suite;

    ObservedSuite(Path folder, int offset) {
        this.home = Home.of(folder);
        this.ports = new Ports(8080, offset);
        this.suite = new Suite(home, ports, 1, line -> System.err.println("  " + line));
    }

    ObservedSuite start() {
        suite.start();
        return this;
    }

    HttpRequest.Builder request(String path, String role) {
        String token = new Secrets(home).issuer().token("bench", List.of(role), Duration.ofHours(2));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.service(Service.OBSERVABILITY, 0) + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token);
    }

    Connection connect() throws SQLException {
        Administrator administrator = PostgresServer.in(home.data().resolve("postgres"), ports.postgres()).administrator();
        Connection connection = administrator.in("steward").connect();
        connection.setSchema("observability");
        return connection;
    }

    Duration cpuOfService() {
        return cpu("observability");
    }

    /** Of what serves now; what a worker used that ended meanwhile is missing. */
    Duration cpuOfPostgres() {
        return cpu("postgres");
    }

    private Duration cpu(String name) {
        long pid = suite.state().processes().stream().filter(entry -> entry.name().equals(name)).findFirst().orElseThrow()
                .process().pid();
        return ProcessHandle.of(pid).map(process -> Stream.concat(Stream.of(process), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus)).orElse(Duration.ZERO);
    }

    @Override
    public void close() throws IOException {
        suite.close();
        try (Stream<Path> files = Files.walk(home.data())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
