package dev.steward.local.endtoend;

import static io.restassured.RestAssured.given;

import dev.steward.infra.PostgresServer;
import dev.steward.infra.ValkeyConnection;
import dev.steward.local.suite.Home;
import dev.steward.local.suite.Ports;
import dev.steward.local.suite.Secrets;
import dev.steward.local.suite.Suite;
import dev.steward.local.supervision.RunState;
import dev.steward.local.supervision.Supervised;
import dev.steward.migrate.Administrator;
import dev.steward.migrate.Service;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The built suite, started by the code behind {@code steward up}, beside whatever else runs on the machine. One runs at
 * a
 * time: asking for another number of replicas stops it and starts the other.
 */
final class RunningSuite {
    private static final int OFFSET = 20_000;
    private static RunningSuite current;

    private final int replicas;
    private final Ports ports = new Ports(8080, OFFSET);
    private final Home home;
    private final Suite suite;
    private final Secrets secrets;

    private RunningSuite(int replicas) {
        this.replicas = replicas;
        this.home = Home.of(Path.of("target/end-to-end").toAbsolutePath());
        this.suite = new Suite(home, ports, replicas, line -> System.out.println("  " + line));
        this.secrets = new Secrets(home);
    }

    static synchronized RunningSuite with(int replicas) {
        if (current != null && current.replicas == replicas) {
            return current;
        }
        if (current != null) {
            current.suite.close();
            current = null;
        }
        RunningSuite starting = new RunningSuite(replicas);
        Runtime.getRuntime().addShutdownHook(new Thread(starting.suite::close));
        // Only what has started is handed out: at its ports there may be somebody else's.
        starting.suite.start();
        current = starting;
        return current;
    }

    /** At the gateway, as anybody. */
    RequestSpecification gateway() {
        return given().baseUri("http://127.0.0.1").port(ports.gatewayPort()).urlEncodingEnabled(false);
    }

    /** For a browser: an address at the gateway. */
    String url(String path) {
        return "http://127.0.0.1:" + ports.gatewayPort() + path;
    }

    /** At the gateway, with a token. */
    RequestSpecification gateway(String subject, String... roles) {
        return gateway().auth().oauth2(token(subject, roles));
    }

    /** At a replica's own port, as another service. */
    RequestSpecification internal(Service service) {
        return service(service, 0).auth().oauth2(token("end-to-end", "service"));
    }

    RequestSpecification service(Service service, int replica) {
        return given().baseUri("http://127.0.0.1").port(ports.service(service, replica));
    }

    RequestSpecification shop() {
        return given().baseUri("http://127.0.0.1").port(ports.shop());
    }

    RequestSpecification management(int port) {
        return given().baseUri("http://127.0.0.1").port(Ports.management(port));
    }

    RequestSpecification management(Service service) {
        return management(ports.service(service, 0));
    }

    String token(String subject, String... roles) {
        return token(Duration.ofMinutes(15), subject, roles);
    }

    String token(Duration ttl, String subject, String... roles) {
        return secrets.issuer().token(subject, List.of(roles), ttl);
    }

    /**
     * For faults: {@code valkey}, {@code postgres}, a service's name, {@code gateway}, {@code gateway-agent},
     * {@code demo-shop}.
     */
    Supervised process(String name) {
        return process(name, 0);
    }

    Supervised process(String name, int replica) {
        return suite.process(name, replica);
    }

    /** How that process is now. */
    RunState.Entry entry(String name, int replica) {
        return suite.state().processes().stream()
                .filter(entry -> entry.name().equals(name) && entry.replica() == replica).findFirst().orElseThrow();
    }

    /** To look, or to interfere, behind the services. */
    Administrator postgres() {
        return PostgresServer.in(home.data().resolve("postgres"), ports.postgres()).administrator();
    }

    void emptyValkey() throws IOException {
        try (var valkey = ValkeyConnection.to(URI.create("redis://127.0.0.1:" + ports.valkey()))) {
            valkey.call("FLUSHALL");
        }
    }

    Ports ports() {
        return ports;
    }

    Home home() {
        return home;
    }

    int replicas() {
        return replicas;
    }
}
