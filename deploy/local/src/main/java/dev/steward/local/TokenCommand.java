package dev.steward.local;

import dev.steward.local.suite.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "token", mixinStandardHelpOptions = true, description = "Prints a token that the local run accepts, and nothing else.")
final class TokenCommand implements Callable<Integer> {
    @Mixin
    private Installation installation;

    @Option(names = "--role", paramLabel = "R", split = ",", required = true, description = "Roles: operator, admin, service, mitra, customer.")
    private List<String> roles;

    @Option(names = "--subject", paramLabel = "S", description = "Whose token it is (default local); for a mitra, its id.")
    private String subject = "local";

    @Option(names = "--ttl", paramLabel = "T", description = "How long it is good, such as 90s or 2h (default 15m).")
    private Duration ttl = Duration.ofMinutes(15);

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(new Secrets(installation.home()).issuer().token(subject, roles, ttl));
        return 0;
    }
}
