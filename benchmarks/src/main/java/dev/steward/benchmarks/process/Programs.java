package dev.steward.benchmarks.process;

import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.process.ChildProcessBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Processes that take part. */
public final class Programs {
    // The same heap for every JVM that is compared, and else the JVM's defaults.
    public static final List<String> JAVA = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms512m",
            "-Xmx512m");

    // What proc_pid_stat(5) calls utime, stime, cutime and cstime, counted from the state on, in hundredths of a second.
    private static final int UTIME = 11;
    private static final int TIMES = 4;
    private static final Duration TICK = Duration.ofMillis(10);

    private Programs() {}

    /** A main class of ours. */
    public static ChildProcessBuilder java(String name, Class<?> main, List<String> arguments, Path log) {
        List<String> classes = List.of("-cp", System.getProperty("java.class.path"), main.getName());
        return ChildProcess.named(name)
                .command(Stream.of(JAVA, classes, arguments).flatMap(List::stream).toList())
                .log(log);
    }

    public static boolean says(Path log, String word) {
        try {
            return Files.exists(log) && Files.readString(log).lines().anyMatch(word::equals);
        } catch (IOException e) {
            return false;
        }
    }

    /** Of it and of all that it started, ended or not. From Linux's /proc. */
    public static Duration cpu(long pid) {
        return ProcessHandle.of(pid).map(process -> Stream.concat(Stream.of(process), process.descendants())
                .map(each -> ownAndReaped(each.pid()))
                .reduce(Duration.ZERO, Duration::plus)).orElse(Duration.ZERO);
    }

    /** Nothing of a process that ends just now: whoever started it has its time. */
    private static Duration ownAndReaped(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return TICK.multipliedBy(Stream.of(afterName).skip(UTIME).limit(TIMES).mapToLong(Long::parseLong).sum());
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }
}
