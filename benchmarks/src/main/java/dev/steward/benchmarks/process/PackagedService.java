package dev.steward.benchmarks.process;

import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.process.Signal;
import dev.steward.infra.programs.Project;
import dev.steward.local.suite.Ports;
import dev.steward.local.supervision.ReadyProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** One of our applications as it is packaged, in a process of its own. */
public final class PackagedService implements AutoCloseable {
    private final ChildProcess process;

    /**
     * Starts it, and waits until it is ready and lacks nothing.
     *
     * @param module
     *            where it was built, from the root of the project
     * @param environment
     *            all but the ports
     */
    public PackagedService(String name, String module, int port, Map<String, String> environment, Path log) {
        this.process = ChildProcess.named(name)
                .command(Stream.concat(Programs.JAVA.stream(), Stream.of("-jar", "quarkus-run.jar")).toList())
                .directory(Project.root().resolve(module).resolve("target/quarkus-app"))
                .environment(environment)
                .environment(Map.of("QUARKUS_HTTP_PORT", Integer.toString(port),
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(Ports.management(port))))
                .log(log)
                .stopSignal(Signal.TERM)
                .readyWhen(() -> ReadyProbe.on(Ports.management(port)).ask().isGood(), Duration.ofSeconds(60))
                .start();
    }

    public Duration cpu() {
        return Programs.cpu(process.pid());
    }

    /** As a machine that loses its power. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.stop();
    }
}
