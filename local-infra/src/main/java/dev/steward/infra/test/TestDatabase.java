package dev.steward.infra.test;

import dev.steward.infra.InfraFailed;
import dev.steward.infra.RolePasswords;
import dev.steward.migrate.Administrator;
import dev.steward.migrate.Migrations;
import dev.steward.migrate.Service;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** A database of its own for one application under test. */
final class TestDatabase {
    // Only what holds rows, as a truncated table costs a new file, however empty it was.
    private static final String TRUNCATE = """
            DO $$
            DECLARE
                candidate regclass;
                filled boolean;
                filled_tables text;
            BEGIN
                SET LOCAL lock_timeout = '2s';
                FOR candidate IN
                    SELECT c.oid
                      FROM pg_class c
                      JOIN pg_namespace n ON n.oid = c.relnamespace
                     WHERE c.relkind IN ('r', 'p')
                       AND NOT c.relispartition
                       AND n.nspname NOT IN ('information_schema', 'extensions')
                       AND n.nspname NOT LIKE 'pg\\_%'
                       AND c.relname <> 'flyway_schema_history'
                       AND obj_description(c.oid, 'pg_class') IS DISTINCT FROM 'reference'
                LOOP
                    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', candidate) INTO filled;
                    IF filled THEN
                        filled_tables := concat_ws(', ', filled_tables, candidate::text);
                    END IF;
                END LOOP;
                IF filled_tables IS NOT NULL THEN
                    EXECUTE 'TRUNCATE ' || filled_tables || ' RESTART IDENTITY CASCADE';
                END IF;
            END
            $$
            """;

    private static final int ATTEMPTS = 5;

    private final Administrator server;
    private final String name;

    private TestDatabase(Administrator server, String name) {
        this.server = server;
        this.name = name;
    }

    static TestDatabase create(Administrator server, Service service) {
        String name = "test_%s_%s".formatted(service.schema(), UUID.randomUUID().toString().substring(0, 8));
        new Migrations(server, name).run(Map.of(service, RolePasswords.of(service, server)));
        return new TestDatabase(server, name);
    }

    String name() {
        return name;
    }

    Administrator administrator() {
        return server.in(name);
    }

    /** Empties all tables but those whose comment says {@code reference}. */
    void truncate() {
        try (Connection connection = administrator().connect()) {
            truncate(connection, ATTEMPTS);
        } catch (SQLException e) {
            throw new InfraFailed("The tables of %s could not be emptied: %s".formatted(name, e.getMessage()), e);
        }
    }

    void drop() {
        try (Connection connection = server.connect(); var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
        } catch (SQLException e) {
            throw new InfraFailed("The database %s could not be dropped: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** The application's own jobs may hold locks, or ask for them in another order than we do. */
    private static void truncate(Connection connection, int attempts) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(TRUNCATE);
        } catch (SQLException e) {
            boolean lockNotAvailableOrDeadlock = "55P03".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
            if (!lockNotAvailableOrDeadlock || attempts == 1) {
                throw e;
            }
            truncate(connection, attempts - 1);
        }
    }
}
