package dev.steward.infra.process;

import dev.steward.infra.InfraFailed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs as our child and can be started again after it ended. It does not outlive this JVM, however the
 * JVM ends. One thread at a time may start, stop or pause it; another may stop it while the first still waits until
 * it is ready.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final ChildProcessBuilder settings;
    private volatile Process process;
    private volatile ProcessTree tree;

    ChildProcess(ChildProcessBuilder settings) {
        this.settings = settings;
    }

    /**
     * @param name
     *            how messages call it
     */
    public static ChildProcessBuilder named(String name) {
        return new ChildProcessBuilder(name);
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @throws InfraFailed
     *             if it ends before, or takes too long, and is then stopped
     */
    public ChildProcess start() {
        launch();
        awaitReady();
        return this;
    }

    /** Starts it without waiting; does nothing while it runs. */
    public void launch() {
        if (isAlive()) {
            return;
        }
        var builder = new ProcessBuilder(Sessions.own(settings.command));
        builder.environment().putAll(settings.environment);
        builder.directory(settings.directory == null ? null : settings.directory.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log.toFile()));
        try {
            Files.createDirectories(settings.log.toAbsolutePath().getParent());
            process = builder.start();
        } catch (IOException e) {
            throw new InfraFailed("%s could not be started: %s.".formatted(settings.name, e.getMessage()), e);
        }
        tree = new ProcessTree(process.toHandle());
        long pid = process.pid();
        Watchdog.get().watch(pid, settings.stopSignal);
        process.onExit().thenRun(() -> Watchdog.get().forget(pid));
    }

    /**
     * @throws InfraFailed
     *             if it ends before it is ready, or takes too long; it is then stopped
     */
    public void awaitReady() {
        long deadline = System.nanoTime() + settings.readyTimeout.toNanos();
        while (!settings.ready.getAsBoolean()) {
            if (!isAlive()) {
                throw new InfraFailed("%s ended at once with exit code %d.%s"
                        .formatted(settings.name, process.exitValue(), LogTail.of(settings.log)));
            }
            if (System.nanoTime() > deadline) {
                stop();
                throw new InfraFailed("%s was not ready after %d seconds.%s"
                        .formatted(settings.name, settings.readyTimeout.toSeconds(), LogTail.of(settings.log)));
            }
            Pause.of(POLL);
        }
    }

    /**
     * Asks it to end, and after the stop timeout kills it; a paused one is resumed first. A descendant that it leaves
     * behind
     * is killed in any case.
     */
    public void stop() {
        if (!isAlive()) {
            return;
        }
        tree.resume();
        List<ProcessHandle> descendants = tree.descendants();
        tree.signalRoot(settings.stopSignal);
        if (!ended(settings.stopTimeout)) {
            kill();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends it and all its descendants at once (SIGKILL). */
    public void kill() {
        if (isAlive()) {
            tree.kill();
            ended(settings.stopTimeout);
        }
    }

    /** {@link #stop()}, then {@link #start()}. */
    public void restart() {
        stop();
        start();
    }

    /** Freezes it and all its descendants (SIGSTOP): connections stay open and nothing answers. */
    public void pause() {
        if (isAlive()) {
            tree.pause();
        }
    }

    /** Undoes {@link #pause()}. */
    public void resume() {
        if (tree != null) {
            tree.resume();
        }
    }

    /** Also true while it is paused. */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /**
     * @throws IllegalStateException
     *             if it was never started
     */
    public long pid() {
        return started().pid();
    }

    /** The exit code, once it ends; 128 plus the signal's number if a signal ended it. */
    public CompletableFuture<Integer> onExit() {
        return started().onExit().thenApply(Process::exitValue);
    }

    public String name() {
        return settings.name;
    }

    /** Where its output goes. */
    public Path log() {
        return settings.log;
    }

    /** {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }

    private Process started() {
        if (process == null) {
            throw new IllegalStateException(settings.name + " was never started");
        }
        return process;
    }

    private boolean ended(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
