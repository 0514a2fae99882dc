package dev.steward.infra.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.infra.Infra;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager.TestInjector;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoresResourceTest {
    private final StoresResource resource = new StoresResource();

    @InjectStores
    Stores stores;

    @AfterEach
    void stop() {
        resource.stop();
    }

    @Test
    void letsTheServiceInAndEmptiesBothStoresForTheNextTest() throws Exception {
        Map<String, String> config = start(Map.of("service", "dispatcher"));
        asOwner("CREATE TABLE parent (id serial PRIMARY KEY); CREATE TABLE child (parent int REFERENCES parent)");
        asOwner("CREATE TABLE country (code text); COMMENT ON TABLE country IS 'reference'; INSERT INTO country VALUES ('id')");
        try (Connection service = service(config)) {
            service.createStatement().execute("INSERT INTO parent DEFAULT VALUES; INSERT INTO child VALUES (1)");
        }
        stores.valkey("SET", "key", "value");

        resource.inject(injector());

        try (Connection service = service(config)) {
            assertEquals("0 0 1",
                    one(service, "SELECT concat_ws(' ', (SELECT count(*) FROM parent), (SELECT count(*) FROM child), "
                            + "(SELECT count(*) FROM country))"));
            assertEquals("1", one(service, "INSERT INTO parent DEFAULT VALUES RETURNING id"));
        }
        assertNull(stores.valkey("GET", "key"));
    }

    @Test
    void waitsForTheServicesOwnTransactionsWhenItEmpties() throws Exception {
        Map<String, String> config = start(Map.of("service", "dispatcher"));
        asOwner("CREATE TABLE parent (id serial)");
        try (Connection service = service(config)) {
            service.createStatement().execute("INSERT INTO parent DEFAULT VALUES");
            service.setAutoCommit(false);
            service.createStatement().execute("UPDATE parent SET id = 2");
            var committing = CompletableFuture.runAsync(() -> commitWhenAwaited(service));
            stores.reset();
            committing.get(5, TimeUnit.SECONDS);
            assertEquals("0", one(service, "SELECT count(*) FROM parent"));
        }
    }

    @Test
    void givesOwnStoresForFaultsOnly() throws Exception {
        start(Map.of("service", "dispatcher"));
        assertThrows(IllegalStateException.class, stores::valkeyFaults);
        resource.stop();

        Map<String, String> config = start(Map.of("service", "dispatcher", "faults", "true"));
        stores.postgresFaults().cut();
        assertThrows(SQLException.class, () -> service(config).close());
        stores.valkeyFaults().stop();
        stores.reset();
        service(config).close();
        assertEquals("PONG", stores.valkey("PING"));
    }

    @Test
    void dropsItsDatabase() throws Exception {
        start(Map.of("service", "dispatcher"));
        String name = stores.administrator().database();
        resource.stop();
        try (Connection connection = Infra.postgres().connect()) {
            assertEquals("0", one(connection, "SELECT count(*) FROM pg_database WHERE datname = '" + name + "'"));
        }
    }

    /** Commits once somebody waits for a lock. */
    private void commitWhenAwaited(Connection service) {
        try (Connection administrator = stores.connect()) {
            for (int i = 0; i < 500 && "0".equals(one(administrator, "SELECT count(*) FROM pg_locks WHERE NOT granted")); i++) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            assertEquals("1", one(administrator, "SELECT count(*) FROM pg_locks WHERE NOT granted"));
            service.commit();
        } catch (SQLException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, String> start(Map<String, String> arguments) {
        resource.init(arguments);
        Map<String, String> config = resource.start();
        resource.inject(injector());
        assertNotNull(stores);
        return config;
    }

    private TestInjector injector() {
        return (Object value, Predicate<Field> matches) -> {
            try {
                Field field = getClass().getDeclaredField("stores");
                if (matches.test(field)) {
                    field.set(this, value);
                }
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        };
    }

    private static Connection service(Map<String, String> config) throws SQLException {
        return DriverManager.getConnection("jdbc:" + config.get("STEWARD_POSTGRES_URL"), "steward_dispatcher",
                config.get("STEWARD_DB_PASSWORD"));
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection connection = stores.connect(); var statement = connection.createStatement()) {
            statement.execute("SET ROLE steward_dispatcher_owner; SET search_path = dispatcher; " + sql);
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
