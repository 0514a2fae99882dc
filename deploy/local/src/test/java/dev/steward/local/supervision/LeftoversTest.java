package dev.steward.local.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeftoversTest {
    private Process orphan;

    @BeforeEach
    void start() throws IOException {
        orphan = new ProcessBuilder("sh", "-c", "sleep 600 & wait").start();
    }

    @AfterEach
    void end() {
        orphan.descendants().forEach(ProcessHandle::destroyForcibly);
        orphan.destroyForcibly();
    }

    @Test
    void endsWhatOutlivedItsSupervisor() throws InterruptedException {
        assertEquals(1, Leftovers.end(left(ProcessIdentity.of(orphan.pid()))));

        assertTrue(orphan.waitFor(1, TimeUnit.SECONDS));
    }

    @Test
    void sparesAStrangerThatWasGivenTheSameId() {
        assertEquals(0, Leftovers.end(left(new ProcessIdentity(orphan.pid(), "1"))));

        assertTrue(orphan.isAlive());
    }

    @Test
    void hasNothingToDoForProcessesThatAreGone() throws InterruptedException {
        var identity = ProcessIdentity.of(orphan.pid());
        orphan.destroyForcibly().waitFor();

        assertEquals(0, Leftovers.end(left(identity)));
    }

    private static RunState left(ProcessIdentity process) {
        var entry = new RunState.Entry("valkey", 0, 16379, "ready", process, 0, null);
        return new RunState(RunState.Phase.RUNNING, new ProcessIdentity(1, "0"), "", new RunState.Settings(1, 8080, 0),
                List.of(entry));
    }
}
