package dev.steward.infra.process;

import dev.steward.infra.InfraFailed;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A small shell process that reads from us which children there are. When its input ends, because this JVM exits or
 * was killed, it ends the children and deletes the temporary directory. (A parent-death signal exists on Linux only,
 * goes off when the starting thread ends, and wakes no stopped process. A shutdown hook would race with those of
 * whoever stops in order.)
 */
final class Watchdog {
    private static Watchdog instance;

    private final Path temporary;
    private final Writer orders;

    private Watchdog() {
        try (InputStream script = Watchdog.class.getResourceAsStream("watchdog.sh")) {
            // Others may pass through but not look around: a server that must not be root has its own directory in it.
            temporary = Files.createTempDirectory("steward-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
            Path program = temporary.resolve("watchdog.sh");
            Files.copy(script, program);
            orders = new ProcessBuilder(Sessions.own(List.of("sh", program.toString(), temporary.toString())))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .outputWriter();
        } catch (IOException e) {
            throw new InfraFailed("The watchdog of the child processes could not be started: " + e.getMessage(), e);
        }
    }

    /**
     * Started with the first child. Not while the class loads: what goes wrong would come as an error that names nothing.
     */
    static synchronized Watchdog get() {
        if (instance == null) {
            instance = new Watchdog();
        }
        return instance;
    }

    /** Deleted with all its content when this JVM ends. */
    Path temporary() {
        return temporary;
    }

    /** When we end, the process gets this signal, and KILL a little later. */
    void watch(long pid, Signal signal) {
        order("watch %d %s".formatted(pid, signal));
    }

    /** When we end, the process must be resumed, or no other signal than KILL does anything to it. */
    void paused(long pid) {
        order("paused " + pid);
    }

    void resumed(long pid) {
        order("resumed " + pid);
    }

    void forget(long pid) {
        order("forget " + pid);
    }

    private synchronized void order(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
        } catch (IOException e) {
            // We are ending, and the watchdog with us.
        }
    }
}
