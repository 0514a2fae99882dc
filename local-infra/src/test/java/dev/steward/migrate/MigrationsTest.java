package dev.steward.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.infra.PostgresServer;
import dev.steward.infra.RolePasswords;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Here and not beside {@link Migrations}, because it needs a server, and what gives us one needs the migrations. */
class MigrationsTest {
    private static final String FORBIDDEN = "42501";
    private static final String STATEMENT_TIMED_OUT = "57014";

    private static PostgresServer server;
    private static Administrator administrator;
    private static Map<Service, String> passwords;

    @BeforeAll
    static void start() {
        server = PostgresServer.temporary().start();
        administrator = server.administrator();
        passwords = RolePasswords.all(administrator);
        migrations("steward").run(passwords);
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Test
    void everyServicesOwnMigrationsApply() {
        var applied = new Migrations(administrator, "real").run(passwords);
        assertEquals(List.of(Service.values()), applied.stream().map(Migrations.Applied::service).toList());
    }

    @Test
    void aSecondRunFindsNothingToDo() {
        assertEquals(List.of(
                new Migrations.Applied(Service.MAINTENANCE, 0, "001"),
                new Migrations.Applied(Service.HEARTBEAT, 0, "002"),
                new Migrations.Applied(Service.AVAILABILITY, 0, "001"),
                new Migrations.Applied(Service.OBSERVABILITY, 0, "001"),
                new Migrations.Applied(Service.DISPATCHER, 0, null)), migrations("steward").run(passwords));
    }

    @Test
    void severalAtOnceInSeveralDatabasesDoTheWorkOnce() throws Exception {
        var barrier = new CyclicBarrier(6);
        var runs = new ArrayList<Callable<List<Migrations.Applied>>>();
        for (int i = 0; i < 6; i++) {
            String database = "parallel" + i % 2;
            runs.add(() -> {
                barrier.await(10, TimeUnit.SECONDS);
                return migrations(database).run(passwords);
            });
        }
        var applied = new HashMap<Service, Integer>();
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (Future<List<Migrations.Applied>> run : threads.invokeAll(runs)) {
                run.get().forEach(each -> applied.merge(each.service(), each.migrations(), Integer::sum));
            }
        }
        assertEquals(2, applied.get(Service.AVAILABILITY));
        assertEquals(4, applied.get(Service.HEARTBEAT));
    }

    @Test
    void everyTableBelongsToTheOwnerRole() throws SQLException {
        assertEquals("", one(administrator.in("steward"), """
                SELECT coalesce(string_agg(c.oid::regclass::text, ', '), '')
                  FROM pg_class c
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE n.nspname IN ('maintenance', 'heartbeat', 'availability', 'observability', 'dispatcher')
                   AND pg_get_userbyid(c.relowner) <> 'steward_' || n.nspname || '_owner'
                """));
    }

    @Test
    void theRuntimeRoleReadsAndWritesRows() throws SQLException {
        assertEquals("2", one(as(Service.HEARTBEAT), "INSERT INTO secret (word) VALUES ('open') RETURNING id"));
        assertEquals("1", one(as(Service.HEARTBEAT), "DELETE FROM secret WHERE word = 'open' RETURNING 1"));
        assertEquals("42", one(as(Service.HEARTBEAT), "SELECT answer()"));
    }

    @Test
    void theRuntimeRoleChangesNoStructure() {
        refused(Service.HEARTBEAT, "CREATE TABLE mine (x int)");
        refused(Service.HEARTBEAT, "CREATE TEMP TABLE mine (x int)");
        refused(Service.HEARTBEAT, "CREATE SCHEMA mine");
        refused(Service.HEARTBEAT, "CREATE TABLE public.mine (x int)");
        refused(Service.HEARTBEAT, "CREATE TABLE extensions.mine (x int)");
        refused(Service.HEARTBEAT, "ALTER TABLE secret ADD y int");
        refused(Service.HEARTBEAT, "DROP TABLE secret");
        refused(Service.HEARTBEAT, "TRUNCATE secret");
        refused(Service.HEARTBEAT, "SET ROLE steward_heartbeat_owner");
        refused(Service.HEARTBEAT, "DELETE FROM flyway_schema_history");
    }

    @Test
    void noServiceSeesAnothersSchema() {
        refused(Service.DISPATCHER, "SELECT * FROM heartbeat.secret");
        refused(Service.DISPATCHER, "SELECT heartbeat.answer()");
    }

    @Test
    void statementsOfTheRuntimeRoleAreLimitedAndFindTheExtensions() throws SQLException {
        assertEquals("5s", one(as(Service.DISPATCHER), "SHOW statement_timeout"));
        assertEquals("1", one(as(Service.DISPATCHER), "SELECT similarity('a', 'a')"));
        var limited = assertThrows(SQLException.class,
                () -> execute(as(Service.DISPATCHER), "SET statement_timeout = '50ms'; SELECT pg_sleep(5)"));
        assertEquals(STATEMENT_TIMED_OUT, limited.getSQLState());
    }

    @Test
    void nobodyLogsInAsAnOwner() {
        var owner = new Administrator(administrator.in("steward").jdbcUrl(), "steward_heartbeat_owner", "");
        assertThrows(SQLException.class, owner::connect);
    }

    @Test
    void aChangedPasswordReplacesTheOldOne() throws SQLException {
        migrations("steward").run(Map.of(Service.AVAILABILITY, "quite'new\\\""));
        assertThrows(SQLException.class, () -> one(as(Service.AVAILABILITY), "SELECT 1"));
        Administrator changed = as(Service.AVAILABILITY).withPassword("quite'new\\\"");
        assertEquals("1", one(changed, "SELECT 1"));
        migrations("steward").run(passwords);
    }

    @Test
    void anAdministratorNeedNotBeASuperuser() throws SQLException {
        var other = PostgresServer.temporary();
        try (other) {
            other.start();
            execute(other.administrator(), "CREATE ROLE cloud LOGIN CREATEDB CREATEROLE PASSWORD 'cloud'");
            var cloud = new Administrator(other.administrator().jdbcUrl(), "cloud", "cloud");
            for (int run = 0; run < 2; run++) {
                new Migrations(cloud, "shop", "sample").run(passwords);
            }
            assertEquals("steward_heartbeat_owner", one(other.administrator().in("shop"),
                    "SELECT tableowner FROM pg_tables WHERE schemaname = 'heartbeat' AND tablename = 'secret'"));
        }
    }

    @Test
    void aBrokenMigrationIsNamedAndLeavesNothing() throws SQLException {
        var broken = new Migrations(administrator, "half", "broken");
        var failure = assertThrows(MigrationFailed.class, () -> broken.run(Map.of(Service.DISPATCHER, "password")));
        assertEquals("The migrations of dispatcher failed. Failed to execute script V001__broken.sql at line 2: "
                + "ERROR: type \"no_such_type\" does not exist", failure.getMessage());
        assertEquals("0", one(administrator.in("half"), "SELECT count(*) FROM pg_tables WHERE tablename = 'good'"));
        migrations("steward").run(passwords);
    }

    @Test
    void theProgramReadsItsEnvironmentAndTellsByItsExitCode() {
        var environment = new HashMap<String, String>();
        environment.put("STEWARD_ADMIN_URL", administrator.url().replace("://", "://postgres@"));
        environment.put("STEWARD_ADMIN_PASSWORD", administrator.password());
        environment.put("STEWARD_DATABASE", "program");
        environment.put("STEWARD_HEARTBEAT_DB_PASSWORD", passwords.get(Service.HEARTBEAT));
        assertEquals(0, Main.run(List.of("heartbeat"), environment));
        assertEquals(2, Main.run(List.of(), environment));

        environment.put("STEWARD_ADMIN_PASSWORD", "wrong");
        assertEquals(1, Main.run(List.of("heartbeat"), environment));
    }

    private static Migrations migrations(String database) {
        return new Migrations(administrator, database, "sample");
    }

    private static void refused(Service service, String sql) {
        var refusal = assertThrows(SQLException.class, () -> execute(as(service), sql), sql);
        assertEquals(FORBIDDEN, refusal.getSQLState(), refusal.getMessage());
    }

    private static Administrator as(Service service) {
        return new Administrator(administrator.in("steward").jdbcUrl(), service.runtimeRole(), passwords.get(service));
    }

    private static void execute(Administrator login, String sql) throws SQLException {
        try (Connection connection = login.connect(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Administrator login, String sql) throws SQLException {
        try (Connection connection = login.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            assertNotNull(rows.getString(1));
            return rows.getString(1);
        }
    }
}
