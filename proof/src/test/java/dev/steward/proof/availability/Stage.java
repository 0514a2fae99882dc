package dev.steward.proof.availability;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.infra.ValkeyConnection;
import dev.steward.infra.faults.FaultyProxy;
import dev.steward.infra.process.ChildProcess;
import dev.steward.migrate.Service;
import dev.steward.proof.Cluster;
import dev.steward.proof.Database;
import dev.steward.proof.Replica;
import dev.steward.proof.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Three replicas of availability-service with a PostgreSQL, and with a Valkey behind a network that fails. Nothing but
 * the outbox, and a seed where one is due, repairs the mirror: the periodic comparison is off.
 */
final class Stage implements AutoCloseable {
    /** How old a last ping may be. */
    static final Duration FRESH = Duration.ofSeconds(4);

    /** How often stale mitras are looked for. */
    static final Duration SWEEP = Duration.ofSeconds(1);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Cluster cluster = Cluster.of(Service.AVAILABILITY);
    private final FaultyProxy network = FaultyProxy.to(cluster.valkeyPort());
    private final QuickIssuer issuer = QuickIssuer.beside(cluster.issuer());
    private int valkeyPort = cluster.valkeyPort();

    private Stage() {
        Departure.follow(cluster.database());
        cluster.start(3, Map.of(
                "STEWARD_VALKEY_URL", "redis://127.0.0.1:" + network.port(),
                // A busy machine must not make a replica give Valkey up that answers.
                "STEWARD_KIT_VALKEY_DEADLINE", "500ms",
                "STEWARD_JWT_KEYS", issuer.keys().toString(),
                "MITRA_HEARTBEAT_FRESH_SECONDS", Long.toString(FRESH.toSeconds()),
                "MITRA_AUTO_OFFLINE_SWEEP_SECONDS", Long.toString(SWEEP.toSeconds()),
                "HEARTBEAT_MIRROR_INTERVAL_SECONDS", "1",
                "STEWARD_AVAILABILITY_HEARTBEAT_PING_EVERY", "1s",
                "VALKEY_ONLINE_MIRROR_SWEEP_SECONDS", "0"));
    }

    /** For all tests of this JVM; each begins with everything alive, and with nobody online. */
    static Stage healed() {
        Stage stage = Shared.get(Stage.class, Stage::new);
        stage.heal();
        Crowd.of(stage).goHome();
        stage.converges(PATIENCE);
        return stage;
    }

    List<Replica> replicas() {
        return cluster.replicas();
    }

    Database database() {
        return cluster.database();
    }

    QuickIssuer issuer() {
        return issuer;
    }

    /** Between the replicas and Valkey. */
    FaultyProxy network() {
        return network;
    }

    /** The one that all begin with. */
    ChildProcess valkey() {
        return cluster.valkey();
    }

    int valkeyPort() {
        return valkeyPort;
    }

    /** Asks the one that serves now, past the network. */
    Object valkey(String... words) {
        try (var connection = ValkeyConnection.to(URI.create("redis://127.0.0.1:" + valkeyPort))) {
            return connection.call(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The replicas' Valkey is this one from now on. */
    void failOver(int otherPort) {
        valkeyPort = otherPort;
        network.leadTo(otherPort);
    }

    /** Everybody runs, and every replica believes the mirror. */
    void heal() {
        if (valkeyPort != cluster.valkeyPort()) {
            failOver(cluster.valkeyPort());
        }
        network.heal();
        cluster.heal();
        await().atMost(PATIENCE).until(() -> replicas().stream().allMatch(Stage::believesTheMirror));
    }

    /** The mirror becomes what Postgres derives. */
    void converges(Duration within) {
        await().atMost(within).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertEquals(List.of(), Mirror.differences(this)));
    }

    @Override
    public void close() {
        cluster.close();
        network.close();
    }

    private static boolean believesTheMirror(Replica replica) {
        try {
            for (JsonNode check : JSON.readTree(replica.management("/q/health/ready")).get("checks")) {
                if (check.get("name").asText().equals("mirror")) {
                    return check.at("/data/state").asText().equals("up");
                }
            }
            return false;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
