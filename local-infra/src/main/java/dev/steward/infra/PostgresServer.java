package dev.steward.infra;

import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.process.LogTail;
import dev.steward.infra.process.Signal;
import dev.steward.infra.process.TemporaryFiles;
import dev.steward.migrate.Administrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A PostgreSQL of our own as a child process, on the loopback address, with a generated password (SCRAM) that lies
 * beside its data. It starts again on the same port and data.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

    private static final List<String> COMMON = List.of(
            "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", "shared_buffers=64MB",
            "wal_level=minimal", "max_wal_senders=0", "jit=off", "timezone=UTC", "log_timezone=UTC");

    // Data that nobody misses after a power cut.
    private static final List<String> FAST = List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off");

    private final Path directory;
    private final boolean temporary;
    private final Unprivileged unprivileged;
    private final Path programs;
    private final int port;
    private final ChildProcess process;

    private PostgresServer(Path directory, int port, boolean temporary, Unprivileged unprivileged) {
        this.unprivileged = unprivileged;
        this.programs = unprivileged.readable(PostgresBinaries.home());
        this.directory = directory.toAbsolutePath();
        this.port = port;
        this.temporary = temporary;
        this.process = ChildProcess.named("PostgreSQL")
                .command(command())
                .log(this.directory.resolve("postgres.log"))
                .stopSignal(Signal.INT)
                .readyWhen(this::answers, STARTS_WITHIN)
                .build();
    }

    /** On a free port, its data deleted in the end and never forced to disk; not started yet. */
    public static PostgresServer temporary() {
        return temporary(Unprivileged.here());
    }

    static PostgresServer temporary(Unprivileged unprivileged) {
        return new PostgresServer(TemporaryFiles.directory("postgres"), Ports.free(), true, unprivileged);
    }

    /** With data that stay in this directory, created if it is absent; not started yet. */
    public static PostgresServer in(Path directory, int port) {
        return new PostgresServer(directory, port, false, Unprivileged.here());
    }

    /**
     * Starts it, with a new and empty cluster if there is none, and waits until it answers.
     *
     * @throws InfraFailed
     *             if it does not
     */
    public PostgresServer start() {
        if (!Files.exists(data().resolve("PG_VERSION"))) {
            initialize();
        }
        process.start();
        return this;
    }

    /** Its superuser, in the database {@code postgres}. */
    public Administrator administrator() {
        return new Administrator("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), "postgres", password());
    }

    public int port() {
        return port;
    }

    public ChildProcess process() {
        return process;
    }

    /** Stops it; data of a temporary one are deleted. */
    @Override
    public void close() {
        process.stop();
        if (temporary) {
            TemporaryFiles.delete(directory);
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private List<String> command() {
        var command = new ArrayList<>(unprivileged.prefix());
        command.addAll(List.of(program("postgres"), "-D", data().toString(), "-p", Integer.toString(port)));
        var settings = new ArrayList<>(COMMON);
        settings.addAll(temporary ? FAST : List.of());
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    private void initialize() {
        TemporaryFiles.delete(data());
        // Aside until it is whole: one that a power cut left unfinished must not be taken for a cluster.
        Path unfinished = directory.resolve("unfinished");
        TemporaryFiles.delete(unfinished);
        Path passwordFile = writePassword();
        unprivileged.own(directory);
        var command = new ArrayList<>(unprivileged.prefix());
        command.addAll(
                List.of(program("initdb"), "-D", unfinished.toString(), "--username=postgres", "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8",
                        "--no-instructions"));
        if (temporary) {
            command.add("--no-sync");
        }
        Path log = directory.resolve("initdb.log");
        int exit = ChildProcess.named("initdb").command(command).log(log).start().onExit().join();
        if (exit != 0) {
            TemporaryFiles.delete(unfinished);
            throw new InfraFailed("initdb failed with exit code %d.%s".formatted(exit, LogTail.of(log)));
        }
        try {
            Files.move(unfinished, data());
        } catch (IOException e) {
            throw new InfraFailed("PostgreSQL's new data cannot be moved to %s: %s.".formatted(data(), e.getMessage()), e);
        }
    }

    private Path writePassword() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        Path file = directory.resolve("password");
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, HexFormat.of().formatHex(bytes));
        } catch (IOException e) {
            throw new InfraFailed("The password of PostgreSQL cannot be written to %s: %s.".formatted(file, e.getMessage()), e);
        }
    }

    private String password() {
        try {
            return Files.readString(directory.resolve("password"));
        } catch (IOException e) {
            throw new InfraFailed("%s, the password of PostgreSQL, cannot be read.".formatted(directory.resolve("password")),
                    e);
        }
    }

    private boolean answers() {
        try (Connection connection = administrator().connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private String program(String name) {
        return programs.resolve("bin").resolve(name).toString();
    }
}
