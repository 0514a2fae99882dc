package dev.steward.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.PGConnection;

/** What all databases of a server share: the roles, and the database itself. */
final class Cluster {
    private static final String CREATE_ROLE = """
            DO $$
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
                    CREATE ROLE %1$s;
                END IF;
            END
            $$
            """;

    private static final String DATABASE_EXISTS = "SELECT 1 FROM pg_database WHERE datname = ?";

    // A role may set its own parameters, so these are guards against accidents and not against the service.
    private static final String RUNTIME_DEFAULTS = """
            ALTER ROLE %1$s LOGIN NOINHERIT;
            ALTER ROLE %1$s SET search_path = %2$s, extensions;
            ALTER ROLE %1$s SET statement_timeout = '5s';
            ALTER ROLE %1$s SET idle_in_transaction_session_timeout = '30s';
            ALTER ROLE %1$s SET TimeZone = 'UTC'
            """;

    private final Sql sql;
    private final Connection connection;

    Cluster(Connection connection) {
        this.connection = connection;
        this.sql = new Sql(connection);
    }

    void prepare(String database, Map<Service, String> passwords) throws SQLException {
        for (var entry : passwords.entrySet()) {
            createRoles(entry.getKey(), entry.getValue());
        }
        if (!sql.exists(DATABASE_EXISTS, database)) {
            sql.run("CREATE DATABASE " + Sql.identifier(database));
        }
    }

    private void createRoles(Service service, String password) throws SQLException {
        sql.run(CREATE_ROLE.formatted(service.ownerRole()));
        sql.run(CREATE_ROLE.formatted(service.runtimeRole()));
        sql.run("ALTER ROLE %s NOLOGIN".formatted(service.ownerRole()));
        sql.run(RUNTIME_DEFAULTS.formatted(service.runtimeRole(), service.schema()));
        // The driver sends a SCRAM verifier: the password never stands in a statement, so it is in no log either.
        connection.unwrap(PGConnection.class).alterUserPassword(service.runtimeRole(), password.toCharArray(), "scram-sha-256");
        if (!sql.exists("SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper")) {
            sql.run("GRANT %s TO CURRENT_USER".formatted(service.ownerRole()));
        }
    }
}
