package dev.steward.local;

import dev.steward.infra.InfraFailed;
import dev.steward.infra.programs.ProgramMissing;
import dev.steward.local.operating.CallFailed;
import dev.steward.local.operating.DispatchCommand;
import dev.steward.local.operating.ImportOfflineFileCommand;
import dev.steward.local.operating.OfflineCommand;
import dev.steward.local.operating.OnlineCommand;
import dev.steward.local.supervision.StartFailed;
import dev.steward.migrate.MigrationFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code steward}. A new command is a class of its own and its name in this list. */
@Command(name = "steward", mixinStandardHelpOptions = true, description = "Runs the suite on this machine.", subcommands = {
        UpCommand.class,
        DownCommand.class,
        StatusCommand.class,
        LogsCommand.class,
        TokenCommand.class,
        OfflineCommand.class,
        OnlineCommand.class,
        ImportOfflineFileCommand.class,
        DispatchCommand.class,
        EnvCommand.class,
        TrainCommand.class,
        TestCommand.class})
public final class Main implements Runnable {
    // Their messages are written for the person at the terminal.
    private static final List<Class<? extends RuntimeException>> SENTENCES = List.of(StartFailed.class, InfraFailed.class,
            ProgramMissing.class, MigrationFailed.class);

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        keepLibrariesQuiet();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command))
                .registerConverter(Duration.class, DurationWords::parse);
    }

    // What a library has to say that matters comes as an exception.
    private static void keepLibrariesQuiet() {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        Logger.getLogger("").setLevel(Level.OFF);
    }

    private static int report(Exception failure, CommandLine command) {
        if (failure instanceof CallFailed refused) {
            command.getErr().println("steward: " + refused.getMessage());
            return refused.exitCode();
        }
        if (SENTENCES.stream().anyMatch(kind -> kind.isInstance(failure))) {
            command.getErr().println("steward: " + failure.getMessage());
        } else if (failure instanceof IOException refused) {
            command.getErr().println("steward: " + sentence(refused));
        } else if (failure instanceof UncheckedIOException refused) {
            command.getErr().println("steward: " + sentence(refused.getCause()));
        } else {
            failure.printStackTrace(command.getErr());
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    /**
     * A full disk, a folder that is not ours: the message names the file, and often only the exception's name the reason.
     */
    private static String sentence(IOException refused) {
        return "%s (%s)".formatted(refused.getMessage(), refused.getClass().getSimpleName());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }
}
