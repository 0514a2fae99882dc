package dev.steward.infra;

import dev.steward.migrate.Administrator;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The PostgreSQL and the Valkey that all tests of this JVM share: at the given address, else in Docker, else child
 * processes.
 */
public final class Infra {
    private static final String POSTGRES = "STEWARD_TEST_POSTGRES_URL";
    private static final String VALKEY = "STEWARD_TEST_VALKEY_URL";

    /** System property: {@code true} for the oldest Redis that is supported, where no address is given. */
    private static final String REDIS = "STEWARD_TEST_REDIS";

    private Infra() {}

    /** Its administrator, in the database {@code postgres} or the one that {@code STEWARD_TEST_POSTGRES_URL} names. */
    public static Administrator postgres() {
        return Administrator.of(shared(POSTGRES, () -> Containers.postgres().orElseGet(Infra::postgresProcess)));
    }

    /** {@code STEWARD_TEST_VALKEY_URL} may name a database by number; only that one is used and emptied. */
    public static URI valkey() {
        return URI.create(shared(VALKEY, Boolean.getBoolean(REDIS)
                ? Infra::redisProcess
                : () -> Containers.valkey().orElseGet(() -> ValkeyServer.temporary().start().url().toString())));
    }

    private static String redisProcess() {
        return ValkeyServer.redis().start().url().toString();
    }

    private static String postgresProcess() {
        Administrator administrator = PostgresServer.temporary().start().administrator();
        return administrator.url().replace("://", "://%s:%s@".formatted(administrator.user(), administrator.password()));
    }

    /**
     * What was started is remembered as a system property, because a test run loads this class several times, in
     * different class loaders.
     */
    private static String shared(String name, Supplier<String> start) {
        synchronized (System.getProperties()) {
            String known = Optional.ofNullable(System.getProperty(name)).orElseGet(() -> System.getenv(name));
            if (known != null && !known.isBlank()) {
                return known;
            }
            String started = start.get();
            System.setProperty(name, started);
            return started;
        }
    }
}
