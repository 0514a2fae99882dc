package dev.steward.benchmarks.availability;

import dev.steward.benchmarks.process.Programs;
import dev.steward.infra.Ports;
import dev.steward.infra.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@link NoOpMain} seen from here. */
final class NoOp implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(20);

    private final int port = Ports.free();
    private final ChildProcess process;

    /**
     * @param script
     *            {@link ScriptHandler}'s arguments, or none
     */
    NoOp(List<String> script, Path log) {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(port)));
        arguments.addAll(script);
        this.process = Programs.java("no-op", NoOpMain.class, arguments, log)
                .readyWhen(() -> !Ports.isFree(port), STARTS_WITHIN)
                .start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    Duration cpu() {
        return Programs.cpu(process.pid());
    }

    @Override
    public void close() {
        process.stop();
    }
}
