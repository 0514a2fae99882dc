package dev.steward.local;

import dev.steward.local.suite.Ports;
import dev.steward.local.supervision.RunState;
import java.io.PrintWriter;
import java.time.Duration;

/** Where to look now, and two calls to try. */
record Addresses(RunState state) {
    private static final String ROW = "  %-16s %s%n";

    void announce(PrintWriter out, Duration took, String howToStop) {
        out.printf("%nSteward is %s (%.1f s).%n%n", state.summary(), took.toMillis() / 1000.0);
        print(out);
        out.printf("%n%s stops everything.%n", howToStop);
        out.flush();
    }

    void print(PrintWriter out) {
        String gateway = "http://127.0.0.1:" + state.settings().gatewayPort();
        out.printf(ROW, "storefront", gateway + "/");
        out.printf(ROW, "shop's API", gateway + "/api/orders");
        out.printf(ROW, "partner API", gateway + "/partner/articles");
        out.printf(ROW, "maintenance", gateway + "/status/maintenance");
        out.printf(ROW, "admin", gateway + "/admin/");
        state.processes().stream().filter(process -> process.replica() == 0).forEach(process -> printProcess(process, out));
        out.println();
        out.println("Try");
        out.printf("  curl -i %s/status/maintenance%n", gateway);
        out.printf("  curl -H \"Authorization: Bearer $(./steward token --role operator)\" %s/admin/api/heartbeat%n", gateway);
        out.flush();
    }

    private static void printProcess(RunState.Entry process, PrintWriter out) {
        switch (process.name()) {
            case "gateway" -> {
                // All of the above.
            }
            case "postgres" -> out.printf(ROW, process.name(), "postgresql://127.0.0.1:%d/steward".formatted(process.port()));
            case "valkey" -> out.printf(ROW, process.name(), "redis://127.0.0.1:" + process.port());
            default -> out.printf(ROW, process.name(), "http://127.0.0.1:%d  health http://127.0.0.1:%d/q/health"
                    .formatted(process.port(), Ports.management(process.port())));
        }
    }
}
