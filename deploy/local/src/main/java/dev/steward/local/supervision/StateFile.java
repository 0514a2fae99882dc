package dev.steward.local.supervision;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** The run state on disk; replaced as a whole, so that a reader never sees half of it. */
public final class StateFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(100);

    private final Path file;

    public StateFile(Path file) {
        this.file = file;
    }

    /** Nothing readable counts as down: after a full disk the file may be empty. */
    public RunState read() {
        try {
            return JSON.readValue(Files.readAllBytes(file), RunState.class);
        } catch (IOException e) {
            return RunState.down();
        }
    }

    /** Waits while that run is starting; what it came to then. */
    public RunState awaitStarted(ProcessIdentity supervisor) throws InterruptedException {
        RunState state = read();
        while (state.phase() == RunState.Phase.STARTING && state.isRunning() && supervisor.equals(state.supervisor())) {
            Thread.sleep(POLL);
            state = read();
        }
        return state;
    }

    /**
     * @throws StartFailed
     *             if the disk does not take it
     */
    public synchronized void write(RunState state) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.getParent());
            Files.write(next, JSON.writeValueAsBytes(state));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartFailed("the state file %s cannot be written: %s".formatted(file, e.getMessage()), e);
        }
    }
}
