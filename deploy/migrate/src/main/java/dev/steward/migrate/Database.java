package dev.steward.migrate;

import java.sql.Connection;
import java.sql.SQLException;

/** The privileges inside one database: nobody may do anything, but each service's two roles in its own schema. */
final class Database {
    // Extensions live apart so that they are no service's: all services may use them, none may own or change them.
    private static final String COMMON = """
            REVOKE ALL ON DATABASE %1$s FROM PUBLIC;
            REVOKE ALL ON SCHEMA public FROM PUBLIC;
            CREATE SCHEMA IF NOT EXISTS extensions;
            CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA extensions;
            CREATE EXTENSION IF NOT EXISTS btree_gin SCHEMA extensions
            """;

    private static final String SCHEMA = """
            CREATE SCHEMA IF NOT EXISTS %1$s;
            ALTER SCHEMA %1$s OWNER TO %2$s;
            REVOKE ALL ON SCHEMA %1$s FROM PUBLIC;
            GRANT CONNECT ON DATABASE %4$s TO %3$s;
            GRANT USAGE ON SCHEMA extensions TO %2$s, %3$s;
            GRANT USAGE ON SCHEMA %1$s TO %3$s;
            ALTER DEFAULT PRIVILEGES FOR ROLE %2$s REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
            ALTER DEFAULT PRIVILEGES FOR ROLE %2$s IN SCHEMA %1$s GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %3$s;
            ALTER DEFAULT PRIVILEGES FOR ROLE %2$s IN SCHEMA %1$s GRANT USAGE ON SEQUENCES TO %3$s;
            ALTER DEFAULT PRIVILEGES FOR ROLE %2$s IN SCHEMA %1$s GRANT EXECUTE ON FUNCTIONS TO %3$s
            """;

    // A service may see which migrations it runs on, and may not rewrite their history.
    private static final String PROTECT_HISTORY = "REVOKE INSERT, UPDATE, DELETE ON %1$s.%2$s FROM %3$s";

    private final Sql sql;
    private final String name;

    Database(Connection connection, String name) {
        this.sql = new Sql(connection);
        this.name = Sql.identifier(name);
    }

    void prepareCommon() throws SQLException {
        sql.run(COMMON.formatted(name));
    }

    void prepareSchema(Service service) throws SQLException {
        sql.run(SCHEMA.formatted(service.schema(), service.ownerRole(), service.runtimeRole(), name));
    }

    void protectHistory(Service service) throws SQLException {
        sql.run(PROTECT_HISTORY.formatted(service.schema(), Migrations.HISTORY, service.runtimeRole()));
    }
}
