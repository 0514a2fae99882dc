package dev.steward.local.supervision;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(10), Duration.ofMillis(40), Duration.ofMinutes(1));

    @TempDir
    Path folder;

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private StateFile file;
    private Supervisor supervisor;

    @BeforeEach
    void supervise() {
        file = new StateFile(folder.resolve("state.json"));
        supervisor = new Supervisor(file, new RunState.Settings(1, 8080, 0), QUICK, messages::add);
    }

    @AfterEach
    void stop() {
        supervisor.close();
    }

    @Test
    void writesDownWhatRuns() {
        start("server", Layer.SERVICES, "sleep 600");

        var entry = entry("server");
        assertEquals("ready", entry.state());
        assertTrue(entry.process().isAlive());
        assertEquals("ready", file.read().summary());
    }

    @Test
    void startsAgainWhatDiesAndSaysSo() {
        start("server", Layer.SERVICES, "sleep 600");
        var first = entry("server").process();

        first.handle().orElseThrow().destroyForcibly();

        await().until(() -> entry("server").restarts() == 1 && entry("server").state().equals("ready"));
        assertTrue(entry("server").process().isAlive());
        assertFalse(first.isAlive());
        assertTrue(messages.contains("server ended with exit code 137; it is started again in 0 s"), messages::toString);
    }

    @Test
    void showsAProcessThatKeepsDyingAsRestarting() {
        // Ready once, and never again.
        Path marker = folder.resolve("marker");
        start("server", Layer.SERVICES, "[ -e '%1$s' ] && exit 3; : >'%1$s'; sleep 600".formatted(marker));
        await().until(() -> Files.exists(marker));

        entry("server").process().handle().orElseThrow().destroyForcibly();

        // One look, as the next life begins at any moment.
        var dying = await().until(() -> entry("server"),
                entry -> entry.restarts() >= 3 && entry.state().equals("restarting"));
        assertEquals("ended with exit code 3", dying.note());
        assertNull(dying.process());
        await().until(() -> file.read().summary().equals("degraded"));
    }

    @Test
    void failsWithTheLastWordsOfWhatDiesWhileItStarts() {
        Member broken = member("broken", Layer.SERVICES, "echo 'no space left'; exit 7", () -> new Health.Silent("refused"));

        var failure = assertThrows(StartFailed.class, () -> Supervisor.await(List.of(supervisor.start(broken))));

        assertTrue(failure.getMessage().startsWith("broken ended with exit code 7 before it was ready."), failure::getMessage);
        assertTrue(failure.getMessage().contains("no space left"), failure::getMessage);
    }

    @Test
    void stopsTheGatewayBeforeTheServicesAndThoseBeforeTheStores() throws IOException {
        Path order = folder.resolve("order");
        for (Layer layer : List.of(Layer.STORES, Layer.SERVICES, Layer.EDGE)) {
            start(layer.name(), layer,
                    "trap 'echo %s >>%s; exit 0' TERM; while :; do sleep 0.05; done".formatted(layer, order));
        }

        supervisor.close();

        assertEquals(List.of("EDGE", "SERVICES", "STORES"), Files.readAllLines(order));
        assertEquals("down", file.read().summary());
    }

    @Test
    void stopsAtOnceWhatIsStillStarting() {
        var child = ChildProcess.named("store").command(List.of("sleep", "600")).log(folder.resolve("store.log"))
                .readyWhen(() -> false, Duration.ofMinutes(1)).build();
        supervisor.start(new Member("store", 0, 1, Layer.STORES, child, child::start, () -> Health.GOOD));
        await().until(child::isAlive);

        assertTimeoutPreemptively(Duration.ofSeconds(10), supervisor::close);

        assertFalse(child.isAlive());
    }

    @Test
    void endsTheWorkersOfAProcessThatWasKilled() {
        start("server", Layer.SERVICES, "sleep 600 & wait");
        ProcessHandle worker = await().until(() -> entry("server").process().handle().orElseThrow().children().findFirst(),
                java.util.Optional::isPresent).orElseThrow();

        entry("server").process().handle().orElseThrow().destroyForcibly();

        await().until(() -> !worker.isAlive());
    }

    @Test
    void keepsAHeldProcessDownUntilItIsReleased() throws InterruptedException {
        start("server", Layer.SERVICES, "sleep 600");
        var supervised = supervisor.process("server", 0);

        supervised.hold();
        assertEquals("stopped", entry("server").state());
        assertEquals("degraded", file.read().summary());

        supervised.release();
        assertEquals("ready", entry("server").state());
        assertEquals(0, entry("server").restarts());
    }

    private void start(String name, Layer layer, String script) {
        Supervisor.await(List.of(supervisor.start(member(name, layer, script, () -> Health.GOOD))));
        supervisor.started();
    }

    private Member member(String name, Layer layer, String script, Probe probe) {
        var child = ChildProcess.named(name).command(List.of("sh", "-c", script)).log(folder.resolve(name + ".log")).build();
        return new Member(name, 0, 1, layer, child, probe);
    }

    private RunState.Entry entry(String name) {
        return file.read().processes().stream().filter(entry -> entry.name().equals(name)).findFirst().orElseThrow();
    }
}
