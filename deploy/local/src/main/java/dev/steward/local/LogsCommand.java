package dev.steward.local;

import dev.steward.local.suite.Home;
import dev.steward.local.suite.Logs;
import dev.steward.local.supervision.StartFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "logs", mixinStandardHelpOptions = true, description = "Shows the end of the logs.")
final class LogsCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(200);

    @Mixin
    private Installation installation;

    @Parameters(arity = "0..1", paramLabel = "service", description = "Whose; without it, everybody's.")
    private String name;

    @Option(names = {"-f", "--follow"}, description = "Go on as they grow.")
    private boolean follow;

    @Option(names = {"-n", "--lines"}, paramLabel = "N", description = "How many lines of each (default 40).")
    private int lines = 40;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        var tails = new ArrayList<Tail>();
        for (Path log : wanted(installation.home())) {
            tails.add(new Tail(log, name == null ? log.getFileName().toString().replace(".log", "") + " | " : ""));
        }
        for (Tail tail : tails) {
            tail.last(lines, out);
        }
        out.flush();
        while (follow && !out.checkError()) {
            for (Tail tail : tails) {
                tail.more(out);
            }
            Thread.sleep(POLL);
        }
        return 0;
    }

    private List<Path> wanted(Home home) throws IOException {
        List<Path> logs = Files.isDirectory(home.logs()) ? Logs.in(home.logs()) : List.of();
        if (name == null) {
            return logs;
        }
        Path wanted = home.log(name);
        if (!logs.contains(wanted)) {
            throw new StartFailed("there is no log of '%s'; there are %s".formatted(name,
                    String.join(", ", logs.stream().map(log -> log.getFileName().toString().replace(".log", "")).toList())));
        }
        return List.of(wanted);
    }
}
