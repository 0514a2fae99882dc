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

/**
 * Several replicas of a service with a PostgreSQL, which forces every commit to the disk, and a Valkey of their own.
 * Each calls itself by its name in PostgreSQL, so that a test knows who it is that waits there.
 */
public final class Cluster implements AutoCloseable {
    private static final String DATABASE = "steward";

    // Kept, as a logger that nobody holds forgets its level.
    private static final Logger MIGRATIONS = Logger.getLogger("org.flywaydb");
    private static final Duration TOKEN_LIVES = Duration.ofDays(1);

    private final Service service;
    private final Path directory = TemporaryFiles.directory("proof");
    private final PostgresServer postgres;
    private final ValkeyServer valkey = ValkeyServer.temporary();
    private final DevelopmentIssuer issuer = DevelopmentIssuer.in(directory.resolve("issuer"));
    private final List<Replica> replicas = new ArrayList<>();
    private final String password;
    private final Database database;

    private Cluster(Service service) {
        Replica.requireBuilt(service);
        MIGRATIONS.setLevel(Level.WARNING);
        this.service = service;
        this.postgres = PostgresServer.in(TemporaryFiles.directory("postgres"), Ports.free()).start();
        valkey.start();
        Administrator server = postgres.administrator();
        this.password = RolePasswords.of(service, server);
        new Migrations(server, DATABASE).run(Map.of(service, password));
        this.database = new Database(server.in(DATABASE), service.schema());
    }

    /** Its stores run, its replicas do not yet. */
    public static Cluster of(Service service) {
        return new Cluster(service);
    }

    /**
     * @param settings
     *            environment of the replicas, besides what they cannot do without
     */
    public Cluster start(int number, Map<String, String> settings) {
        String token = issuer.token("proof", List.of("service", "operator", "admin"), TOKEN_LIVES);
        for (int i = 0; i < number; i++) {
            replicas.add(replica("%s-%d".formatted(service.schema(), i), settings, token));
        }
        heal();
        return this;
    }

    public List<Replica> replicas() {
        return List.copyOf(replicas);
    }

    public Database database() {
        return database;
    }

    /** Whose tokens the replicas trust, unless their settings name other keys. */
    public DevelopmentIssuer issuer() {
        return issuer;
    }

    public ChildProcess postgres() {
        return postgres.process();
    }

    public ChildProcess valkey() {
        return valkey.process();
    }

    public int valkeyPort() {
        return valkey.port();
    }

    /** Everybody runs: whoever is frozen goes on, whoever is dead is started. */
    public void heal() {
        var all = new ArrayList<>(List.of(postgres.process(), valkey.process()));
        replicas.forEach(replica -> all.add(replica.process()));
        all.forEach(ChildProcess::resume);
        all.forEach(ChildProcess::launch);
        all.forEach(ChildProcess::awaitReady);
    }

    @Override
    public void close() {
        replicas.forEach(replica -> replica.process().kill());
        valkey.close();
        postgres.close();
        TemporaryFiles.delete(directory);
    }

    private Replica replica(String name, Map<String, String> settings, String token) {
        var environment = new HashMap<String, String>();
        environment.put("STEWARD_POSTGRES_URL",
                "postgresql://127.0.0.1:%d/%s?application_name=%s".formatted(postgres.port(), DATABASE, name));
        environment.put("STEWARD_DB_PASSWORD", password);
        environment.put("STEWARD_VALKEY_URL", valkey.url().toString());
        environment.put("STEWARD_JWT_ISSUER", issuer.issuer());
        environment.put("STEWARD_JWT_KEYS", issuer.keys().toString());
        environment.put("STEWARD_DEVELOPMENT", "true");
        environment.put("STEWARD_KIT_RECORDING_ENABLED", "false");
        environment.putAll(settings);
        return new Replica(service, name, environment, token, directory.resolve(name + ".log"));
    }
}
