package dev.steward.infra.test;

import dev.steward.infra.Infra;
import dev.steward.infra.PostgresServer;
import dev.steward.infra.RolePasswords;
import dev.steward.infra.ValkeyServer;
import dev.steward.infra.faults.Faults;
import dev.steward.infra.faults.FaultyProxy;
import dev.steward.infra.process.TemporaryFiles;
import dev.steward.migrate.Administrator;
import dev.steward.migrate.Service;
import io.quarkus.test.common.QuarkusTestResourceConfigurableLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives a {@code @QuarkusTest} its stores and its issuer of tokens. Used by {@link WithStores}, or directly with the
 * arguments {@code service} and {@code faults}.
 */
public final class StoresResource implements QuarkusTestResourceConfigurableLifecycleManager<WithStores> {
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private Service service;
    private boolean faults;
    private Stores stores;

    @Override
    public void init(WithStores annotation) {
        service = Service.named(annotation.value());
        faults = annotation.faults();
    }

    @Override
    public void init(Map<String, String> arguments) {
        service = Service.named(arguments.getOrDefault("service", ""));
        faults = Boolean.parseBoolean(arguments.get("faults"));
    }

    @Override
    public Map<String, String> start() {
        var config = new HashMap<String, String>();
        stores = faults ? ownStores(config) : sharedStores(config);
        config.put("STEWARD_JWT_ISSUER", TestTokens.issuer().issuer());
        config.put("STEWARD_JWT_KEYS", TestTokens.issuer().keys().toString());
        config.put("STEWARD_DEVELOPMENT", "true");
        config.put("STEWARD_SERVICE_TOKEN_FILE", serviceToken().toString());
        config.put("quarkus.http.test-port", "0");
        config.put("quarkus.management.test-port", "0");
        return config;
    }

    /** A test has a new instance per method, so this is before each test. */
    @Override
    public void inject(TestInjector injector) {
        stores.reset();
        injector.injectIntoFields(stores, new TestInjector.AnnotatedAndMatchesType(InjectStores.class, Stores.class));
    }

    @Override
    public void stop() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    private Stores sharedStores(Map<String, String> config) {
        TestDatabase database = database(Infra.postgres(), config);
        undo.push(database::drop);
        URI valkey = Infra.valkey();
        config.put("STEWARD_POSTGRES_URL", database.administrator().url());
        config.put("STEWARD_VALKEY_URL", valkey.toString());
        return new Stores(database, valkey, null, null);
    }

    private Stores ownStores(Map<String, String> config) {
        PostgresServer postgres = closeInTheEnd(PostgresServer.temporary()).start();
        ValkeyServer valkey = closeInTheEnd(ValkeyServer.temporary()).start();
        FaultyProxy toPostgres = closeInTheEnd(FaultyProxy.to(postgres.port()));
        FaultyProxy toValkey = closeInTheEnd(FaultyProxy.to(valkey.port()));
        TestDatabase database = database(postgres.administrator(), config);
        config.put("STEWARD_POSTGRES_URL", "postgresql://127.0.0.1:%d/%s".formatted(toPostgres.port(), database.name()));
        config.put("STEWARD_VALKEY_URL", "redis://127.0.0.1:" + toValkey.port());
        return new Stores(database, valkey.url(),
                new Faults(postgres.process(), toPostgres, database::truncate),
                new Faults(valkey.process(), toValkey, valkey::empty));
    }

    private TestDatabase database(Administrator server, Map<String, String> config) {
        TestDatabase database = TestDatabase.create(server, service);
        config.put("STEWARD_DB_PASSWORD", RolePasswords.of(service, server));
        return database;
    }

    private Path serviceToken() {
        Path file = TemporaryFiles.directory("service-token").resolve("token");
        try {
            return Files.writeString(file, TestTokens.token(service.schema() + "-service", "service"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T extends AutoCloseable> T closeInTheEnd(T resource) {
        undo.push(() -> close(resource));
        return resource;
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
