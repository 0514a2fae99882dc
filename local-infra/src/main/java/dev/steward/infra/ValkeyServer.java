package dev.steward.infra;

import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.process.TemporaryFiles;
import dev.steward.infra.programs.Program;
import dev.steward.infra.programs.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Valkey (or Redis) of our own as a child process, on the loopback address. It starts again on the same port. */
public final class ValkeyServer implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(20);

    private final Path directory;
    private final boolean temporary;
    private final int port;
    private final ChildProcess process;

    private ValkeyServer(Program program, Path directory, int port, boolean temporary) {
        this.directory = directory.toAbsolutePath();
        this.port = port;
        this.temporary = temporary;
        this.process = ChildProcess.named("Valkey")
                .command(command(program))
                .environment(program.environment())
                .log(this.directory.resolve("valkey.log"))
                .readyWhen(this::answers, STARTS_WITHIN)
                .build();
    }

    /** On a free port and in memory only: a restart empties it; not started yet. */
    public static ValkeyServer temporary() {
        return temporary(program());
    }

    /** The same with a given program. */
    public static ValkeyServer temporary(Program program) {
        return new ValkeyServer(program, TemporaryFiles.directory("valkey"), Ports.free(), true);
    }

    /** Redis 6.2, the oldest server that is supported; as {@link #temporary()}. */
    public static ValkeyServer redis() {
        return temporary(BundledRedis.program());
    }

    /** Keeps snapshots in this directory, created if it is absent; not started yet. */
    public static ValkeyServer in(Path directory, int port) {
        return new ValkeyServer(program(), directory, port, false);
    }

    /**
     * Starts it and waits until it answers.
     *
     * @throws InfraFailed
     *             if it does not
     */
    public ValkeyServer start() {
        process.start();
        return this;
    }

    public URI url() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    public ChildProcess process() {
        return process;
    }

    /** Removes all keys of all its databases. */
    public void empty() {
        try (var connection = ValkeyConnection.to(url())) {
            connection.call("FLUSHALL");
        } catch (IOException e) {
            throw new InfraFailed("Valkey could not be emptied: " + e.getMessage(), e);
        }
    }

    /** Stops it; what a temporary one left is deleted. */
    @Override
    public void close() {
        process.stop();
        if (temporary) {
            TemporaryFiles.delete(directory);
        }
    }

    private List<String> command(Program program) {
        var command = new ArrayList<>(List.of(program.executable().toString(),
                "--port", Integer.toString(port), "--bind", "127.0.0.1", "--daemonize", "no", "--dir", directory.toString()));
        command.addAll(temporary ? List.of("--save", "") : List.of("--save", "60", "1"));
        return command;
    }

    private boolean answers() {
        try (var connection = ValkeyConnection.to(url())) {
            return "PONG".equals(connection.call("PING"));
        } catch (IOException e) {
            return false;
        }
    }

    private static Program program() {
        return Programs.ofProject().valkeyServer().orElseGet(BundledRedis::program);
    }
}
