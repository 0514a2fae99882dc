package dev.steward.local.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    private static final ProcessIdentity US = ProcessIdentity.of(ProcessHandle.current().pid());
    private static final ProcessIdentity SOMEBODY_BEFORE_US = new ProcessIdentity(US.pid(), "1");

    @TempDir
    Path folder;

    @Test
    void readsWhatWasWritten() {
        var file = new StateFile(folder.resolve("run/state.json"));
        var state = state(RunState.Phase.RUNNING, US, "ready", "degraded");

        file.write(state);

        assertEquals(state, file.read());
    }

    @Test
    void takesAnAbsentOrEmptyFileForDown() throws IOException {
        assertEquals(RunState.down(), new StateFile(folder.resolve("none.json")).read());
        assertEquals(RunState.down(), new StateFile(Files.createFile(folder.resolve("empty.json"))).read());
    }

    @Test
    void saysWhatCannotBeWritten() throws IOException {
        Path notAFolder = Files.createFile(folder.resolve("run"));

        var refused = assertThrows(StartFailed.class,
                () -> new StateFile(notAFolder.resolve("state.json")).write(RunState.down()));

        assertTrue(refused.getMessage().contains("cannot be written"), refused::getMessage);
    }

    @Test
    void summarisesInTheWordsOfTheContract() {
        assertEquals("ready", state(RunState.Phase.RUNNING, US, "ready", "ready").summary());
        assertEquals("degraded", state(RunState.Phase.RUNNING, US, "ready", "restarting").summary());
        assertEquals("starting", state(RunState.Phase.STARTING, US, "ready", "starting").summary());
        assertEquals("down", state(RunState.Phase.STOPPING, US, "ready", "ready").summary());
        assertEquals("down", RunState.down().summary());
    }

    @Test
    void doesNotTakeAnotherProcessWithTheSameIdForTheSupervisor() {
        var state = state(RunState.Phase.RUNNING, SOMEBODY_BEFORE_US, "ready");

        assertFalse(state.isRunning());
        assertEquals("down", state.summary());
    }

    static RunState state(RunState.Phase phase, ProcessIdentity supervisor, String... states) {
        var entries = List.of(states).stream()
                .map(state -> new RunState.Entry("valkey", 0, 16379, state, US, 0, null)).toList();
        return new RunState(phase, supervisor, "2026-01-01T00:00:00Z", new RunState.Settings(1, 8080, 0), entries);
    }
}
