package dev.steward.local.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Ends the processes that outlived a supervisor, and only those: by process id and start time. */
public final class Leftovers {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private Leftovers() {}

    /** @return how many there were */
    public static int end(RunState state) {
        List<ProcessIdentity> alive = state.processes().stream()
                .map(RunState.Entry::process)
                .filter(process -> process != null && process.isAlive())
                .toList();
        // In the order of the list, one after the other: gateway first, stores last.
        alive.forEach(process -> process.handle().ifPresent(Leftovers::end));
        return alive.size();
    }

    private static void end(ProcessHandle process) {
        // Taken now: the children of a dead process are nobody's.
        Collection<ProcessHandle> tree = Stream.concat(Stream.of(process), process.descendants()).toList();
        process.destroy();
        if (!ended(tree)) {
            tree.forEach(ProcessHandle::destroyForcibly);
            ended(tree);
        }
    }

    private static boolean ended(Collection<ProcessHandle> processes) {
        var exits = new ArrayList<CompletableFuture<ProcessHandle>>();
        processes.forEach(process -> exits.add(process.onExit()));
        var all = CompletableFuture.allOf(exits.toArray(CompletableFuture[]::new));
        return all.thenApply(done -> true).completeOnTimeout(false, GRACE.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
