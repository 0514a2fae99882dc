package dev.steward.local;

import dev.steward.infra.Infra;
import dev.steward.infra.programs.Programs;
import dev.steward.migrate.Administrator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "test", hidden = true, description = "Runs a command with the programs prepared and one PostgreSQL and Valkey for all that it starts.")
final class TestCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "command")
    private List<String> command;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        new Programs(Programs.folder(), spec.commandLine().getErr()::println).nginx();
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().computeIfAbsent("STEWARD_TEST_POSTGRES_URL", name -> url(Infra.postgres()));
        builder.environment().computeIfAbsent("STEWARD_TEST_VALKEY_URL", name -> Infra.valkey().toString());
        // The stores are ours and end with this process, whatever becomes of the command.
        return builder.start().waitFor() == 0 ? 0 : 1;
    }

    private static String url(Administrator postgres) {
        return postgres.url().replace("://", "://%s:%s@".formatted(postgres.user(), postgres.password()));
    }
}
