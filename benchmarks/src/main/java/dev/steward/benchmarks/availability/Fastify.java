package dev.steward.benchmarks.availability;

import dev.steward.benchmarks.process.NodePrograms;
import dev.steward.benchmarks.process.Programs;
import dev.steward.benchmarks.process.Stores;
import dev.steward.infra.Ports;
import dev.steward.infra.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the service is compared with: the same on Node, one process, with a database of its own in the same Valkey. */
final class Fastify implements AutoCloseable {
    static final String TITLE = "Fastify 5.12.8";

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final int DATABASE = 1;

    private final int port = Ports.free();
    private final ChildProcess process;

    /**
     * @param mitras
     *            how many are online
     * @param more
     *            further variables of its environment; see {@code availability-settings.mjs}
     */
    Fastify(Stores stores, int mitras, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("NODE_ENV", "production");
        environment.put("PORT", Integer.toString(port));
        environment.put("VALKEY", stores.valkey() + "/" + DATABASE);
        environment.put("KEYS", stores.issuer().keys().toString());
        environment.put("ISSUER", stores.issuer().issuer());
        environment.put("MITRAS", Integer.toString(mitras));
        Path log = stores.home().log("fastify-" + port + "-" + System.nanoTime());
        this.process = ChildProcess.named("fastify")
                .command(List.of("node", "fastify-availability.mjs"))
                .directory(NodePrograms.installed())
                .environment(environment)
                .log(log)
                .readyWhen(() -> Programs.says(log, "ready"), STARTS_WITHIN)
                .start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    Duration cpu() {
        return Programs.cpu(process.pid());
    }

    @Override
    public void close() {
        process.stop();
    }
}
