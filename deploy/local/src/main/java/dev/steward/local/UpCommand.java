package dev.steward.local;

import dev.steward.local.suite.Disk;
import dev.steward.local.suite.Suite;
import dev.steward.local.supervision.RunState;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "up", mixinStandardHelpOptions = true, description = "Starts everything and tells where it is.")
final class UpCommand implements Callable<Integer> {
    private static final int MOST_REPLICAS = 9;
    private static final int LAST_PORT = 65_535;

    @Mixin
    private Installation installation;

    @Option(names = {"-d", "--detach"}, description = "Return once all is ready; 'down' stops it.")
    private boolean detach;

    @Option(names = "--replicas", paramLabel = "N", description = "How many of each service (default 1).")
    private int replicas = 1;

    @Option(names = "--port", paramLabel = "PORT", description = "The gateway's port (default 8080).")
    private int port = 8080;

    @Option(names = "--as-daemon", hidden = true)
    private boolean daemon;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        requireRange("--replicas", replicas, MOST_REPLICAS);
        requireRange("--port", port, LAST_PORT);
        RunState running = installation.stateFile().read();
        if (running.isRunning() && !daemon) {
            return alreadyRunning(running);
        }
        return detach ? startDaemon() : supervise();
    }

    private void requireRange(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(spec.commandLine(), "%s takes 1 to %d".formatted(option, most));
        }
    }

    private int supervise() throws Exception {
        long began = System.nanoTime();
        Optional<RunLock> taken = RunLock.take(installation.home(), installation.stateFile());
        if (taken.isEmpty()) {
            return alreadyRunning(installation.stateFile().read());
        }
        try (var lock = taken.get();
                var suite = new Suite(installation.home(), installation.ports(port), replicas, this::progress)) {
            Runtime.getRuntime().addShutdownHook(new Thread(suite::close, "stop"));
            suite.start();
            if (!daemon) {
                new Addresses(suite.state()).announce(out(), since(began), "Ctrl-C");
            }
            lock.holdUntilTheEnd();
            return 0;
        }
    }

    private int startDaemon() throws Exception {
        long began = System.nanoTime();
        // Here too: all that the daemon says goes through a file.
        Disk.requireSpace(installation.home().directory());
        var arguments = new ArrayList<>(
                List.of("up", "--as-daemon", "--replicas", Integer.toString(replicas), "--port", Integer.toString(port)));
        arguments.addAll(installation.arguments());
        Optional<RunState> state = new Daemon(installation.home(), installation.stateFile(), spec.commandLine().getErr())
                .start(arguments);
        state.ifPresent(ready -> new Addresses(ready).announce(out(), since(began), "'steward down'"));
        return state.isPresent() ? 0 : 1;
    }

    private int alreadyRunning(RunState running) throws InterruptedException {
        RunState state = installation.stateFile().awaitStarted(running.supervisor());
        if (!state.isRunning()) {
            spec.commandLine().getErr().println("steward: another 'steward up' was starting it and failed");
            return 1;
        }
        out().printf("Steward is already running (process %d).%n%n", state.supervisor().pid());
        new Addresses(state).print(out());
        return 0;
    }

    private void progress(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("  " + line);
        err.flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
