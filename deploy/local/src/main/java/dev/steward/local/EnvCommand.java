package dev.steward.local;

import dev.steward.local.suite.Suite;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "env", mixinStandardHelpOptions = true, description = "Prints what a program finds in its environment here, as NAME=VALUE lines.")
final class EnvCommand implements Callable<Integer> {
    @Mixin
    private Installation installation;

    @Parameters(paramLabel = "PROGRAM", description = "A service, demo-shop or gateway-agent.")
    private String program;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, Map<String, String>> programs = Suite.environments(installation.home(), installation.ports(8080));
        if (!programs.containsKey(program)) {
            throw new ParameterException(spec.commandLine(), "There is no '%s'; there are %s"
                    .formatted(program, String.join(", ", new TreeMap<>(programs).keySet())));
        }
        new TreeMap<>(programs.get(program)).forEach((name, value) -> spec.commandLine().getOut().println(name + "=" + value));
        return 0;
    }
}
