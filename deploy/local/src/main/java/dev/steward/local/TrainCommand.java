package dev.steward.local;

import dev.steward.local.suite.Training;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Called by the script after a build. */
@Command(name = "train", hidden = true, description = "Makes the start-up caches of what was built.")
final class TrainCommand implements Callable<Integer> {
    @Mixin
    private Installation installation;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var progress = spec.commandLine().getErr();
        new Training(installation.home(), line -> {
            progress.println("  " + line);
            progress.flush();
        }).run();
        return 0;
    }
}
