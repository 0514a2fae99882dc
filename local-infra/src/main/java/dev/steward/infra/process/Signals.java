package dev.steward.infra.process;

import dev.steward.infra.InfraFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sends signals; the JDK itself knows only TERM and KILL. */
final class Signals {
    private Signals() {}

    /** Processes that ended meanwhile are skipped. */
    static void send(Signal signal, Collection<Long> pids) {
        if (pids.isEmpty()) {
            return;
        }
        // The shell's own kill: /bin/kill is a separate package on small systems.
        var command = new ArrayList<>(List.of("sh", "-c", "for pid; do kill -%s \"$pid\"; done".formatted(signal), "sh"));
        pids.forEach(pid -> command.add(pid.toString()));
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new InfraFailed("No signal can be sent: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
