package dev.steward.benchmarks.dispatch;

import dev.steward.infra.PostgresServer;
import dev.steward.infra.ValkeyServer;
import dev.steward.local.suite.Home;
import dev.steward.local.suite.Ports;
import dev.steward.local.suite.Secrets;
import dev.steward.local.suite.Suite;
import dev.steward.migrate.Administrator;
import dev.steward.migrate.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** PostgreSQL and Valkey as the local run has them, every commit forced to disk; one database for everybody. */
final class Stores implements AutoCloseable {
    private static final int OFFSET = 16_300;
    private static final String DATABASE = "steward";

    final Ports ports = new Ports(8080, OFFSET);
    final Home home;
    private final PostgresServer postgres;
    private final ValkeyServer valkey;

    Stores(Path folder) {
        this.home = Home.of(folder);
        this.postgres = PostgresServer.in(home.data().resolve("postgres"), ports.postgres());
        this.valkey = ValkeyServer.in(home.data().resolve("valkey"), ports.valkey());
    }

    Stores start() {
        postgres.start();
        valkey.start();
        new Migrations(postgres.administrator(), DATABASE).run(new Secrets(home).databasePasswords());
        return this;
    }

    /** As its superuser. */
    Connection connect() throws SQLException {
        return administrator().connect();
    }

    /** With the login, as programs of Node take it. */
    String url() {
        Administrator administrator = administrator();
        return administrator.url().replace("://", "://%s:%s@".formatted(administrator.user(), administrator.password()));
    }

    /** What the dispatcher finds in its environment. */
    Map<String, String> dispatcher() {
        return Suite.environments(home, ports).get("dispatcher");
    }

    String serviceToken() {
        return new Secrets(home).issuer().token("bench", List.of("service"), Duration.ofHours(2));
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    long number(String query) throws SQLException {
        try (Connection connection = connect(); ResultSet rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    Duration cpu() {
        return Programs.cpu(postgres.process().pid());
    }

    /** Where PostgreSQL writes what it has to tell. */
    Path log() {
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
