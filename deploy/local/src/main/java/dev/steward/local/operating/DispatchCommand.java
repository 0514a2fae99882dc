package dev.steward.local.operating;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "dispatch", mixinStandardHelpOptions = true, description = "Looks at the dispatcher's queue, and at one request.", subcommands = {
        DispatchQueueCommand.class,
        DispatchHandleCommand.class,
        DispatchRetryCommand.class})
public final class DispatchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: queue, handle or retry.");
    }
}
