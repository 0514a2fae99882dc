package dev.steward.migrate;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * {@code migrate [service...]}, by default all services. Exit code 0: done, 1: failed, 2: wrong arguments or
 * environment.
 */
final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.getenv()));
    }

    static int run(List<String> arguments, Map<String, String> variables) {
        Migrations migrations;
        Map<Service, String> passwords;
        try {
            var environment = new Environment(variables);
            migrations = new Migrations(administrator(environment), environment.find("STEWARD_DATABASE").orElse("steward"));
            passwords = passwords(services(arguments), environment);
        } catch (MigrationFailed e) {
            return fail(2, e);
        }
        try {
            migrations.run(passwords).forEach(Main::report);
            return 0;
        } catch (MigrationFailed e) {
            return fail(1, e);
        }
    }

    private static Administrator administrator(Environment environment) {
        Administrator given = Administrator.of(environment.require("STEWARD_ADMIN_URL"));
        return environment.find("STEWARD_ADMIN_PASSWORD").map(given::withPassword).orElse(given);
    }

    private static List<Service> services(List<String> names) {
        return names.isEmpty() ? Arrays.asList(Service.values()) : names.stream().map(Service::named).toList();
    }

    private static Map<Service, String> passwords(List<Service> services, Environment environment) {
        var passwords = new EnumMap<Service, String>(Service.class);
        services.forEach(service -> passwords.put(service, environment.require("STEWARD_" + service + "_DB_PASSWORD")));
        return passwords;
    }

    private static void report(Migrations.Applied applied) {
        System.out.printf("%s: %s applied, now at %s%n", applied.service().schema(),
                applied.migrations() == 1 ? "1 migration" : applied.migrations() + " migrations",
                applied.version() == null ? "no version (there are no migrations)" : "version " + applied.version());
    }

    private static int fail(int code, MigrationFailed failure) {
        System.err.println("migrate: " + failure.getMessage());
        return code;
    }
}
