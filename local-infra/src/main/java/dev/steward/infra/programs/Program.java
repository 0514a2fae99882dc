package dev.steward.infra.programs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An executable and what its environment must hold, because an unpacked program does not find its libraries by itself.
 */
public record Program(Path executable, Map<String, String> environment) {
    static Program installed(Path executable) {
        return new Program(executable, Map.of());
    }

    /** A process builder for this program; start it as it is, or redirect it first. */
    public ProcessBuilder command(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(executable.toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }

    public ProcessBuilder command(String... arguments) {
        return command(List.of(arguments));
    }
}
