package dev.steward.local.suite;

import dev.steward.local.supervision.Layer;
import dev.steward.local.supervision.StartFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * One of our Java programs, as built.
 *
 * @param environment
 *            all but the ports
 */
record Application(String name, Layer layer, String maxHeap, Path directory, Map<String, String> environment) {
    static final String JAR = "quarkus-run.jar";

    /**
     * @throws StartFailed
     *             if the module was not built
     */
    static Application built(String name, Layer layer, String maxHeap, Path module, Map<String, String> environment) {
        Path directory = module.resolve("target/quarkus-app");
        if (!Files.exists(directory.resolve(JAR))) {
            throw new StartFailed("%s is not built: there is no %s".formatted(name, directory.resolve(JAR)));
        }
        return new Application(name, layer, maxHeap, directory, environment);
    }

    /** The same with nobody to talk to: a training run must not touch a suite that runs meanwhile. */
    Application alone() {
        var lonely = new HashMap<>(environment);
        lonely.replaceAll((name, value) -> name.endsWith("_URL") ? value.replaceAll(":\\d+", ":1") : value);
        return new Application(name, layer, maxHeap, directory, lonely);
    }

    Map<String, String> on(int port, int managementPort) {
        var all = new HashMap<>(environment);
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        all.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        return all;
    }
}
