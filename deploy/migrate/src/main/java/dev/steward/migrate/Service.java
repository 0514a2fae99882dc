package dev.steward.migrate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A service of the suite that owns a schema; the names of everything it has in the database derive from its own. */
public enum Service {
    MAINTENANCE,
    HEARTBEAT,
    AVAILABILITY,
    OBSERVABILITY,
    DISPATCHER;

    /** The schema, and the folder {@code db/<schema>} of its migrations. */
    public String schema() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Owns the schema and runs the migrations; nobody can log in as it. */
    public String ownerRole() {
        return "steward_" + schema() + "_owner";
    }

    /** What the service itself logs in as: reads and writes rows, changes no structure. */
    public String runtimeRole() {
        return "steward_" + schema();
    }

    /**
     * @throws MigrationFailed
     *             if no service is called so
     */
    public static Service named(String name) {
        return Arrays.stream(values())
                .filter(service -> service.schema().equals(name))
                .findFirst()
                .orElseThrow(() -> new MigrationFailed("There is no service \"" + name + "\"; the services are "
                        + Arrays.stream(values()).map(Service::schema).collect(Collectors.joining(", ")) + "."));
    }
}
