package dev.steward.local.suite;

import dev.steward.infra.programs.Project;
import java.nio.file.Path;

/**
 * Where things lie on disk.
 *
 * @param project
 *            the root of the sources and of what was built from them
 * @param directory
 *            everything that a run writes: data, logs, secrets; by default {@code .steward} in the project
 */
public record Home(Path project, Path directory) {
    /** With the custom directory where none is given. */
    public static Home of(Path directory) {
        Path project = Project.root();
        return new Home(project, directory == null ? project.resolve(".steward") : directory.toAbsolutePath().normalize());
    }

    public Path data() {
        return directory.resolve("data");
    }

    public Path logs() {
        return directory.resolve("logs");
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    public Path run() {
        return directory.resolve("run");
    }

    public Path stateFile() {
        return run().resolve("state.json");
    }

    public Path secrets() {
        return directory.resolve("secrets");
    }

    /** With the build that they belong to, whatever the home. */
    Path startupCaches() {
        return project.resolve(".steward/startup");
    }

    Path gatewayLog(Ports ports) {
        return log(gateway(ports).getFileName().toString());
    }

    /** The prefix of nginx. */
    Path gateway(Ports ports) {
        return run().resolve(ports.edge() == 0 ? "gateway" : "gateway-" + ports.edge());
    }
}
