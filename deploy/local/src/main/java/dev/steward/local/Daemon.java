package dev.steward.local;

import dev.steward.local.suite.Home;
import dev.steward.local.suite.Logs;
import dev.steward.local.supervision.RunState;
import dev.steward.local.supervision.StateFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The supervisor as a process of its own, in a session of its own, so that it survives the terminal. */
final class Daemon {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final List<String> OWN_SESSION = List.of("setsid");

    private final Path log;
    private final StateFile stateFile;
    private final PrintWriter progress;

    Daemon(Home home, StateFile stateFile, PrintWriter progress) {
        this.log = home.log("supervisor");
        this.stateFile = stateFile;
        this.progress = progress;
    }

    /** Passes its progress on until all is ready; empty if it failed, which it then has said. */
    Optional<RunState> start(List<String> arguments) throws IOException, InterruptedException {
        Process process = launch(arguments);
        var stop = new Thread(() -> interrupt(process));
        Runtime.getRuntime().addShutdownHook(stop);
        try (var lines = Files.newBufferedReader(log)) {
            while (true) {
                boolean ended = !process.isAlive();
                RunState state = stateFile.read();
                lines.lines().forEach(progress::println);
                progress.flush();
                if (ended) {
                    if (process.exitValue() > 1) {
                        progress.printf("steward: the supervisor ended with exit code %d%n", process.exitValue());
                    }
                    // Well, if another one was quicker.
                    return Optional.of(state).filter(other -> process.exitValue() == 0 && other.isRunning());
                }
                if (state.phase() == RunState.Phase.RUNNING && state.supervisor().pid() == process.pid()) {
                    return Optional.of(state);
                }
                Thread.sleep(POLL);
            }
        } finally {
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    private Process launch(List<String> arguments) throws IOException {
        Files.createDirectories(log.getParent());
        Logs.keep(log);
        Files.createFile(log);
        var command = new ArrayList<>(OWN_SESSION);
        command.addAll(Launcher.command(arguments));
        return new ProcessBuilder(command)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Ctrl-C before all is ready means that nothing is wanted. */
    private static void interrupt(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
