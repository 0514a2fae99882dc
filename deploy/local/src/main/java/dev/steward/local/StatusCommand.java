package dev.steward.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.local.supervision.Memory;
import dev.steward.local.supervision.ProcessIdentity;
import dev.steward.local.supervision.RunState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "status", mixinStandardHelpOptions = true, description = "Tells how everything is.")
final class StatusCommand implements Callable<Integer> {
    private static final String ROW = "%-16s %7s %8s %6s  %-12s %8s  %s%n";

    @Mixin
    private Installation installation;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** The wire format of {@code --json}. */
    record Status(String state, List<Line> processes) {
        /**
         * @param pid
         *            null while it does not run
         */
        record Line(String name, int replica, Long pid, int port, String state, long rssMiB) {
            static Line of(RunState.Entry entry) {
                Optional<ProcessHandle> process = Optional.ofNullable(entry.process()).flatMap(ProcessIdentity::handle);
                return new Line(entry.name(), entry.replica(), process.map(ProcessHandle::pid).orElse(null), entry.port(),
                        entry.state(), process.map(Memory::residentMiB).orElse(0L));
            }
        }

        static Status of(RunState state) {
            return new Status(state.summary(),
                    state.isRunning() ? state.processes().stream().map(Line::of).toList() : List.of());
        }
    }

    @Override
    public Integer call() throws JsonProcessingException {
        RunState state = installation.stateFile().read();
        Status status = Status.of(state);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(status));
        } else {
            print(state, status, out);
        }
        out.flush();
        return 0;
    }

    private static void print(RunState state, Status status, PrintWriter out) {
        out.println("Steward is " + status.state() + ".");
        boolean abandoned = state.supervisor() != null && !state.supervisor().isAlive();
        long left = state.processes().stream().filter(StatusCommand::isAlive).count();
        if (abandoned && left > 0) {
            out.printf("Its supervisor was killed and left %d processes: 'steward down' ends them.%n", left);
        }
        if (!status.processes().isEmpty()) {
            out.printf("%n" + ROW, "process", "replica", "pid", "port", "state", "RSS MiB", "");
        }
        for (int i = 0; i < status.processes().size(); i++) {
            var line = status.processes().get(i);
            out.printf(ROW, line.name(), line.replica(), line.pid() == null ? "-" : line.pid(), line.port(), line.state(),
                    line.rssMiB(),
                    remark(state.processes().get(i)));
        }
    }

    private static String remark(RunState.Entry entry) {
        String restarts = entry.restarts() == 0 ? null : "restarts: " + entry.restarts();
        return Stream.of(restarts, entry.note()).filter(Objects::nonNull).collect(Collectors.joining("; "));
    }

    private static boolean isAlive(RunState.Entry entry) {
        return entry.process() != null && entry.process().isAlive();
    }
}
