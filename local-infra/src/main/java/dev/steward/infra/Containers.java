package dev.steward.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The stores in Docker, which Testcontainers removes when this JVM ends; empty where there is no Docker. */
final class Containers {
    private static final DockerImageName POSTGRES = DockerImageName.parse("postgres:18");
    private static final DockerImageName VALKEY = DockerImageName.parse("valkey/valkey:8.1");

    private Containers() {}

    static Optional<String> postgres() {
        return available() ? Optional.of(startPostgres()) : Optional.empty();
    }

    static Optional<String> valkey() {
        return available() ? Optional.of(startValkey()) : Optional.empty();
    }

    private static boolean available() {
        return isConfigured() && DockerClientFactory.instance().isDockerAvailable();
    }

    /** Testcontainers itself would search for long and log an error where nobody ever meant to use Docker. */
    private static boolean isConfigured() {
        Path home = Path.of(System.getProperty("user.home"));
        String runtime = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/run/user/0");
        return System.getenv("DOCKER_HOST") != null
                || Stream.of(home.resolve(".testcontainers.properties"), Path.of("/var/run/docker.sock"),
                        home.resolve(".docker/run/docker.sock"), Path.of(runtime, "docker.sock")).anyMatch(Files::exists);
    }

    // Never closed here: they serve until this JVM ends.
    @SuppressWarnings("resource")
    private static String startPostgres() {
        var container = new PostgreSQLContainer(POSTGRES).withDatabaseName("postgres").withUsername("postgres")
                .withPassword("postgres")
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
        container.start();
        return "postgresql://postgres:postgres@%s:%d/postgres".formatted(container.getHost(), container.getFirstMappedPort());
    }

    @SuppressWarnings("resource")
    private static String startValkey() {
        var container = new GenericContainer<>(VALKEY).withCommand("valkey-server", "--save", "").withExposedPorts(6379);
        container.start();
        return "redis://%s:%d".formatted(container.getHost(), container.getFirstMappedPort());
    }
}
