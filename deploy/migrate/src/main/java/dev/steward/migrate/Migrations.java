package dev.steward.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings a database to the state that the services expect: roles, schemas, privileges and each service's migrations.
 * May be run again at any time, with other passwords too, and by several at once: they wait for one another.
 */
public final class Migrations {
    /** Advisory lock of whoever changes roles, schemas or migrations; "steward" in ASCII and the number 1. */
    public static final long LOCK = 0x73746577_61726401L;

    static final String HISTORY = "flyway_schema_history";

    private final Administrator administrator;
    private final String database;
    private final String folders;

    /**
     * @param administrator
     *            in a database that exists already, by custom {@code postgres}
     * @param database
     *            is created if it is absent
     */
    public Migrations(Administrator administrator, String database) {
        this(administrator, database, "db");
    }

    Migrations(Administrator administrator, String database, String folders) {
        this.administrator = administrator;
        this.database = database;
        this.folders = folders;
    }

    /** What was done for a service; {@code version} is null while its folder is empty. */
    public record Applied(Service service, int migrations, String version) {}

    /**
     * @param passwords
     *            the services to migrate, each with the password that its runtime role gets
     * @throws MigrationFailed
     *             with a sentence that says what and why
     */
    public List<Applied> run(Map<Service, String> passwords) {
        try {
            return migrate(passwords);
        } catch (SQLException e) {
            throw new MigrationFailed("As %s: %s".formatted(administrator, Refusal.firstLine(e)), e);
        }
    }

    private List<Applied> migrate(Map<Service, String> passwords) throws SQLException {
        // An advisory lock holds within one database only, so the roles, which belong to all, need the lock of a common one.
        try (Connection connection = Turn.await(administrator)) {
            new Cluster(connection).prepare(database, passwords);
        }
        try (Connection connection = Turn.await(administrator.in(database))) {
            var target = new Database(connection, database);
            target.prepareCommon();
            var applied = new ArrayList<Applied>();
            for (Service service : passwords.keySet()) {
                target.prepareSchema(service);
                applied.add(applyFolder(service));
                target.protectHistory(service);
            }
            return applied;
        }
    }

    private Applied applyFolder(Service service) {
        try {
            MigrateResult result = flyway(service).migrate();
            return new Applied(service, result.migrationsExecuted,
                    result.targetSchemaVersion != null ? result.targetSchemaVersion : result.initialSchemaVersion);
        } catch (FlywayException e) {
            throw new MigrationFailed("The migrations of %s failed. %s".formatted(service.schema(), Refusal.of(e)), e);
        }
    }

    private Flyway flyway(Service service) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(new OwnerDataSource(administrator.in(database), service))
                .defaultSchema(service.schema())
                .table(HISTORY)
                .createSchemas(false)
                .locations("classpath:%s/%s".formatted(folders, service.schema()))
                // Our own lock is held for the session, so that a migration may build an index concurrently.
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load();
    }
}
