package dev.steward.local;

import dev.steward.infra.process.TemporaryFiles;
import dev.steward.local.suite.Home;
import dev.steward.local.supervision.Leftovers;
import dev.steward.local.supervision.ProcessIdentity;
import dev.steward.local.supervision.RunState;
import dev.steward.local.supervision.StartFailed;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops everything.")
final class DownCommand implements Callable<Integer> {
    // Gateway, services and stores, each within its own patience.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Mixin
    private Installation installation;

    @Option(names = "--purge", description = "Delete the data too.")
    private boolean purge;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        PrintWriter out = spec.commandLine().getOut();
        RunState state = installation.stateFile().read();
        Optional<ProcessHandle> supervisor = Optional.ofNullable(state.supervisor()).flatMap(ProcessIdentity::handle);
        if (supervisor.isPresent()) {
            stop(supervisor.get());
        }
        // Read again: a process may have been started meanwhile.
        int left = Leftovers.end(installation.stateFile().read());
        out.println(supervisor.isPresent() || left > 0 ? "Steward is stopped." : "Steward is not running.");
        if (purge) {
            delete(installation.home());
            out.println("Its data are deleted.");
        }
        return 0;
    }

    private static void stop(ProcessHandle supervisor) throws InterruptedException, ExecutionException {
        supervisor.destroy();
        try {
            supervisor.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            supervisor.destroyForcibly();
            supervisor.onExit().join();
        }
    }

    /** Keys, passwords and fetched programs stay: they are no data. */
    private static void delete(Home home) {
        try {
            TemporaryFiles.delete(home.data());
            TemporaryFiles.delete(home.run());
        } catch (java.io.UncheckedIOException e) {
            throw new StartFailed("the data cannot be deleted: " + e.getCause().getMessage(), e);
        }
    }
}
