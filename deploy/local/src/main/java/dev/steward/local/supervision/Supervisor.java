package dev.steward.local.supervision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Starts processes side by side, stops them layer by layer, and writes down at every moment what runs. */
public final class Supervisor implements Events, AutoCloseable {
    private final StateFile file;
    private final Backoff backoff;
    private final Consumer<String> progress;
    private final List<Supervised> all = new CopyOnWriteArrayList<>();
    private final RunState begun;
    private volatile RunState.Phase phase = RunState.Phase.STARTING;

    /**
     * @throws StartFailed
     *             if the state cannot be written down
     */
    public Supervisor(StateFile file, RunState.Settings settings, Backoff backoff, Consumer<String> progress) {
        this.file = file;
        this.backoff = backoff;
        this.progress = progress;
        var self = ProcessIdentity.of(ProcessHandle.current().pid());
        this.begun = new RunState(phase, self, Instant.now().toString(), settings, List.of());
        file.write(begun);
    }

    /** Starts a process; completes when it is ready, fails with {@link StartFailed}. */
    public CompletableFuture<Void> start(Member member) {
        var supervised = new Supervised(member, backoff, this);
        synchronized (this) {
            if (phase == RunState.Phase.STOPPING || phase == RunState.Phase.DOWN) {
                return CompletableFuture.failedFuture(new StartFailed("stopped while it was starting"));
            }
            all.add(supervised);
        }
        return supervised.start();
    }

    /** Waits for all of them, or for the first failure. */
    public static void await(List<CompletableFuture<Void>> starts) {
        var failure = new CompletableFuture<Void>();
        starts.forEach(start -> start.whenComplete((done, cause) -> {
            if (cause != null) {
                failure.completeExceptionally(cause);
            }
        }));
        try {
            CompletableFuture.anyOf(failure, CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new))).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException sentence ? sentence : e;
        }
    }

    /**
     * @throws java.util.NoSuchElementException
     *             if none is called so
     */
    public Supervised process(String name, int replica) {
        return all.stream().filter(one -> one.member().name().equals(name) && one.member().replica() == replica).findFirst()
                .orElseThrow();
    }

    /** From now on a process that is not well makes the whole degraded. */
    public synchronized void started() {
        if (phase == RunState.Phase.STARTING) {
            phase = RunState.Phase.RUNNING;
            changed();
        }
    }

    public RunState state() {
        var entries = all.stream().sorted(Comparator.comparing(supervised -> supervised.member().layer()))
                .map(RunState.Entry::of).toList();
        return new RunState(phase, begun.supervisor(), begun.startedAt(), begun.settings(), entries);
    }

    @Override
    public void message(String line) {
        progress.accept(line);
    }

    @Override
    public void changed() {
        try {
            // Looked at and written in one step: the last word on disk must be the latest one.
            synchronized (file) {
                file.write(state());
            }
        } catch (StartFailed e) {
            // The processes matter more than the record of them; the next change tries again.
            progress.accept(e.getMessage());
        }
    }

    /** Stops everything, a layer after the other; what is called meanwhile by another thread waits for it. */
    @Override
    public void close() {
        synchronized (this) {
            if (phase == RunState.Phase.DOWN) {
                return;
            }
            if (phase != RunState.Phase.STOPPING) {
                progress.accept("stopping everything");
                phase = RunState.Phase.STOPPING;
            }
        }
        stopAll();
    }

    private void stopAll() {
        changed();
        for (Layer layer : Layer.values()) {
            var stops = new ArrayList<Thread>();
            all.stream().filter(supervised -> supervised.member().layer() == layer)
                    .forEach(supervised -> stops.add(Thread.ofPlatform().start(supervised::stop)));
            stops.forEach(Supervisor::join);
        }
        phase = RunState.Phase.DOWN;
        changed();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
