package dev.steward.benchmarks.process;

import dev.steward.infra.PostgresServer;
import dev.steward.infra.ValkeyConnection;
import dev.steward.infra.ValkeyServer;
import dev.steward.infra.tokens.DevelopmentIssuer;
import dev.steward.local.suite.Home;
import dev.steward.local.suite.Ports;
import dev.steward.local.suite.Secrets;
import dev.steward.local.suite.Suite;
import dev.steward.migrate.Administrator;
import dev.steward.migrate.Migrations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** PostgreSQL and Valkey as the local run has them, every commit forced to disk; one database for everybody. */
public final class Stores implements AutoCloseable {
    private static final int OFFSET = 16_300;
    private static final String DATABASE = "steward";

    private final Ports ports = new Ports(8080, OFFSET);
    private final Home home;
    private final PostgresServer postgres;
    private final ValkeyServer valkey;

    public Stores(Path folder) {
        this.home = Home.of(folder);
        this.postgres = PostgresServer.in(home.data().resolve("postgres"), ports.postgres());
        this.valkey = ValkeyServer.in(home.data().resolve("valkey"), ports.valkey());
    }

    public Stores start() {
        postgres.start();
        valkey.start();
        new Migrations(postgres.administrator(), DATABASE).run(new Secrets(home).databasePasswords());
        return this;
    }

    public Ports ports() {
        return ports;
    }

    public Home home() {
        return home;
    }

    /** As its superuser. */
    public Connection connect() throws SQLException {
        return administrator().connect();
    }

    /** With the login, as programs of Node take it. */
    public String url() {
        Administrator administrator = administrator();
        return administrator.url().replace("://", "://%s:%s@".formatted(administrator.user(), administrator.password()));
    }

    public URI valkey() {
        return valkey.url();
    }

    public ValkeyConnection connectValkey() throws IOException {
        return ValkeyConnection.to(valkey.url());
    }

    /**
     * What a program of ours finds in its environment.
     *
     * @param program
     *            as the local run calls it
     */
    public Map<String, String> environment(String program) {
        return Suite.environments(home, ports).get(program);
    }

    public DevelopmentIssuer issuer() {
        return new Secrets(home).issuer();
    }

    public String serviceToken() {
        return issuer().token("bench", List.of("service"), Duration.ofHours(2));
    }

    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public long number(String query) throws SQLException {
        try (Connection connection = connect(); ResultSet rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** For settings that PostgreSQL reads at its start only. */
    public void restartPostgres() {
        postgres.process().restart();
    }

    public Duration cpu() {
        return Programs.cpu(postgres.process().pid());
    }

    /** Where PostgreSQL writes what it has to tell. */
    public Path log() {
        return postgres.process().log();
    }

    private Administrator administrator() {
        return postgres.administrator().in(DATABASE);
    }

    @Override
    public void close() {
        valkey.close();
        postgres.close();
    }
}
