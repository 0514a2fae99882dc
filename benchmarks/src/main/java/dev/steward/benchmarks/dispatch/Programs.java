package dev.steward.benchmarks.dispatch;

import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.process.ChildProcessBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Processes that take part. */
final class Programs {
    // The same heap for every JVM that is compared, and else the JVM's defaults.
    static final List<String> JAVA = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms512m",
            "-Xmx512m");

    private Programs() {}

    /** A main class of ours. */
    static ChildProcessBuilder java(String name, Class<?> main, List<String> arguments, Path log) {
        List<String> classes = List.of("-cp", System.getProperty("java.class.path"), main.getName());
        return ChildProcess.named(name)
                .command(Stream.of(JAVA, classes, arguments).flatMap(List::stream).toList())
                .log(log);
    }

    static boolean says(Path log, String word) {
        try {
            return Files.exists(log) && Files.readString(log).lines().anyMatch(word::equals);
        } catch (IOException e) {
            return false;
        }
    }

    /** Of it and of what it started, as far as that runs still. */
    static Duration cpu(long pid) {
        return ProcessHandle.of(pid).map(process -> Stream.concat(Stream.of(process), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus)).orElse(Duration.ZERO);
    }
}
