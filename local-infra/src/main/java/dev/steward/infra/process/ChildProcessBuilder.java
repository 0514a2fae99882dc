package dev.steward.infra.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** What to run and how; command and log are required. */
public final class ChildProcessBuilder {
    final String name;
    final Map<String, String> environment = new HashMap<>();
    List<String> command;
    Path directory;
    Path log;
    Signal stopSignal = Signal.TERM;
    Duration stopTimeout = Duration.ofSeconds(10);
    Duration readyTimeout = Duration.ofSeconds(30);
    BooleanSupplier ready = () -> true;

    ChildProcessBuilder(String name) {
        this.name = name;
    }

    public ChildProcessBuilder command(List<String> words) {
        this.command = List.copyOf(words);
        return this;
    }

    /** Working directory; by default ours. */
    public ChildProcessBuilder directory(Path path) {
        this.directory = path;
        return this;
    }

    /** Added to our own environment. */
    public ChildProcessBuilder environment(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /** Standard output and error are appended to this file. */
    public ChildProcessBuilder log(Path file) {
        this.log = file;
        return this;
    }

    /** What asks it to end; by default TERM. */
    public ChildProcessBuilder stopSignal(Signal signal) {
        this.stopSignal = signal;
        return this;
    }

    /** How long it may take to end before it is killed; by default 10 seconds. */
    public ChildProcessBuilder stopTimeout(Duration timeout) {
        this.stopTimeout = timeout;
        return this;
    }

    /** Polled until it is true; must answer within a moment itself. */
    public ChildProcessBuilder readyWhen(BooleanSupplier condition, Duration timeout) {
        this.ready = condition;
        this.readyTimeout = timeout;
        return this;
    }

    public ChildProcess build() {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(log, "log");
        return new ChildProcess(this);
    }

    /** {@link #build()} and {@link ChildProcess#start()}. */
    public ChildProcess start() {
        return build().start();
    }
}
