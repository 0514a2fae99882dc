package dev.steward.infra.process;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A process with all its descendants, which a signal must reach together. */
final class ProcessTree {
    private final ProcessHandle root;
    private final Set<Long> paused = new LinkedHashSet<>();

    ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    void signalRoot(Signal signal) {
        Signals.send(signal, List.of(root.pid()));
    }

    /** The root first, and again until nobody new is found: a process may fork until it is stopped itself. */
    void pause() {
        Set<Long> found = running();
        while (!found.isEmpty()) {
            found.forEach(pid -> Watchdog.get().paused(pid));
            Signals.send(Signal.STOP, found);
            paused.addAll(found);
            found = running();
        }
    }

    void resume() {
        Signals.send(Signal.CONT, paused);
        forgetPaused();
    }

    List<ProcessHandle> descendants() {
        return root.descendants().toList();
    }

    void kill() {
        forgetPaused();
        List<ProcessHandle> descendants = descendants();
        root.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private void forgetPaused() {
        paused.forEach(Watchdog.get()::resumed);
        paused.clear();
    }

    private Set<Long> running() {
        var pids = new LinkedHashSet<Long>();
        pids.add(root.pid());
        root.descendants().map(ProcessHandle::pid).forEach(pids::add);
        pids.removeAll(paused);
        return pids;
    }
}
