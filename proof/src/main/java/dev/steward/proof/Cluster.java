package dev.steward.proof;

import dev.steward.infra.Ports;
import dev.steward.infra.PostgresServer;
import dev.steward.infra.RolePasswords;
import dev.steward.infra.ValkeyServer;
import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.process.TemporaryFiles;
import dev.steward.infra.tokens.DevelopmentIssuer;
import dev.steward.migrate.Administrator;
import dev.steward.migrate.Migrations;
import dev.steward.migrate.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * Several replicas of dispatcher-service with a PostgreSQL, which forces every commit to the disk, and a Valkey of
 * their
 * own. Each calls itself by its name in PostgreSQL, so that a test knows who it is that waits there.
 */
public final class Cluster implements AutoCloseable {
    /** How much longer than an HTTP timeout a lease lasts here. */
    public static final Duration LEASE_MARGIN = Duration.ofSeconds(2);

    private static final String DATABASE = "steward";

    // Kept, as a logger that nobody holds forgets its level.
    private static final Logger MIGRATIONS = Logger.getLogger("org.flywaydb");
    private static final Duration TOKEN_LIVES = Duration.ofDays(1);

    private final Path directory = TemporaryFiles.directory("proof");
    private final PostgresServer postgres;
    private final ValkeyServer valkey = ValkeyServer.temporary();
    private final List<Worker> workers;
    private final Database database;

    private Cluster(int replicas, Map<String, String> settings) {
        Worker.requireBuilt();
        MIGRATIONS.setLevel(Level.WARNING);
        this.postgres = PostgresServer.in(TemporaryFiles.directory("postgres"), Ports.free()).start();
        valkey.start();
        Administrator server = postgres.administrator();
        String password = RolePasswords.of(Service.DISPATCHER, server);
        new Migrations(server, DATABASE).run(Map.of(Service.DISPATCHER, password));
        this.database = new Database(server.in(DATABASE));
        var issuer = DevelopmentIssuer.in(directory.resolve("issuer"));
        String token = issuer.token("proof", List.of("service", "operator", "admin"), TOKEN_LIVES);
        this.workers = IntStream.range(0, replicas)
                .mapToObj(replica -> worker("worker-" + replica, environment(password, issuer, settings), token)).toList();
    }

    /**
     * @param settings
     *            environment of the replicas, besides what they cannot do without
     */
    public static Cluster start(int replicas, Map<String, String> settings) {
        var cluster = new Cluster(replicas, settings);
        cluster.heal();
        return cluster;
    }

    public List<Worker> workers() {
        return workers;
    }

    public Database database() {
        return database;
    }

    public ChildProcess postgres() {
        return postgres.process();
    }

    public ChildProcess valkey() {
        return valkey.process();
    }

    /** Everybody runs: whoever is frozen goes on, whoever is dead is started. */
    public void heal() {
        var all = new ArrayList<>(List.of(postgres.process(), valkey.process()));
        workers.forEach(worker -> all.add(worker.process()));
        all.forEach(ChildProcess::resume);
        all.forEach(ChildProcess::launch);
        all.forEach(ChildProcess::awaitReady);
    }

    @Override
    public void close() {
        workers.forEach(worker -> worker.process().kill());
        valkey.close();
        postgres.close();
        TemporaryFiles.delete(directory);
    }

    private Worker worker(String name, Map<String, String> environment, String token) {
        var own = new HashMap<>(environment);
        own.put("STEWARD_POSTGRES_URL",
                "postgresql://127.0.0.1:%d/%s?application_name=%s".formatted(postgres.port(), DATABASE, name));
        return new Worker(name, own, token, directory.resolve(name + ".log"));
    }

    private Map<String, String> environment(String password, DevelopmentIssuer issuer, Map<String, String> settings) {
        var environment = new HashMap<String, String>();
        environment.put("STEWARD_DB_PASSWORD", password);
        environment.put("STEWARD_VALKEY_URL", valkey.url().toString());
        environment.put("STEWARD_JWT_ISSUER", issuer.issuer());
        environment.put("STEWARD_JWT_KEYS", issuer.keys().toString());
        environment.put("STEWARD_DEVELOPMENT", "true");
        environment.put("STEWARD_KIT_RECORDING_ENABLED", "false");
        environment.put("STEWARD_DISPATCHER_TARGET_ALLOWED", "127.0.0.1");
        environment.put("STEWARD_DISPATCHER_DELIVERY_LEASE_MARGIN", LEASE_MARGIN.toSeconds() + "s");
        environment.putAll(settings);
        return environment;
    }
}
