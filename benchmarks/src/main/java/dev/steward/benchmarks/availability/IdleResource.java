package dev.steward.benchmarks.availability;

import dev.steward.benchmarks.process.PackagedService;
import dev.steward.benchmarks.process.Stores;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The least that a REST resource of ours can do: the demo shop's that waits, asked to wait for nothing. It has the same
 * kit, is packaged alike, and records nothing here.
 */
final class IdleResource implements AutoCloseable {
    private final int port;
    private final PackagedService process;

    IdleResource(Stores stores) {
        this.port = stores.ports().shop();
        Map<String, String> environment = new HashMap<>(stores.environment("demo-shop"));
        environment.put("STEWARD_KIT_RECORDING_ENABLED", "false");
        this.process = new PackagedService("demo-shop", "deploy/demo-shop", port, environment, stores.home().log("demo-shop"));
    }

    /** Answers GET with a little JSON. */
    String url() {
        return "http://127.0.0.1:" + port + "/api/slow?ms=0";
    }

    Duration cpu() {
        return process.cpu();
    }

    @Override
    public void close() {
        process.close();
    }
}
