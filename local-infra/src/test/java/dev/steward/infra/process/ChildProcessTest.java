package dev.steward.infra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.InfraFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ChildProcessTest {
    @TempDir
    Path directory;

    @Test
    void startsWhenReadyAndStopsWhenAsked() throws Exception {
        var child = shell("trap 'echo bye; exit 3' TERM; echo $GREETING; while :; do sleep 0.05; done")
                .environment(Map.of("GREETING", "hello"))
                .readyWhen(() -> log().contains("hello"), Duration.ofSeconds(5))
                .start();
        assertTrue(child.isAlive());
        child.stop();
        assertFalse(child.isAlive());
        assertEquals(3, child.onExit().get(5, TimeUnit.SECONDS));
        assertEquals("hello\nbye\n", log());
    }

    @Test
    void killsWhatDoesNotEndWhenAskedWithItsDescendants() throws Exception {
        var child = shell("trap '' TERM; sh -c 'trap \"\" TERM; echo $$; while :; do sleep 0.05; done' & wait")
                .stopTimeout(Duration.ofMillis(200))
                .readyWhen(() -> !log().isBlank(), Duration.ofSeconds(5))
                .start();
        long grandchild = Long.parseLong(log().strip());
        child.stop();
        assertFalse(child.isAlive());
        eventually(() -> !isRunning(grandchild));
    }

    @Test
    void saysHowItEndedInsteadOfBecomingReady() {
        var child = shell("echo no disk; exit 7").readyWhen(() -> false, Duration.ofSeconds(10)).build();
        var failure = assertThrows(InfraFailed.class, child::start);
        assertTrue(failure.getMessage().contains("exit code 7") && failure.getMessage().contains("no disk"),
                failure.getMessage());
    }

    @Test
    void stopsWhatTakesTooLongToBecomeReady() {
        var child = shell("exec sleep 60").readyWhen(() -> false, Duration.ofMillis(100)).build();
        assertThrows(InfraFailed.class, child::start);
        assertFalse(child.isAlive());
    }

    @Test
    void saysWhichProgramIsMissing() {
        var child = ChildProcess.named("ghost").command(List.of("/no/such/program")).log(logFile())
                .readyWhen(() -> false, Duration.ofSeconds(10)).build();
        var failure = assertThrows(InfraFailed.class, child::start);
        assertTrue(failure.getMessage().contains("/no/such/program"), failure.getMessage());
    }

    @Test
    void pausesAllDescendantsAndResumesThem() throws Exception {
        var child = shell("sh -c 'while :; do echo tick; sleep 0.01; done' & wait")
                .readyWhen(() -> log().contains("tick"), Duration.ofSeconds(5))
                .start();
        child.pause();
        // What ended just before stays a zombie, as its parent cannot reap it.
        eventually(() -> family(child).allMatch(pid -> "TZ".indexOf(state(pid)) >= 0));
        int ticks = log().length();
        child.resume();
        eventually(() -> log().length() > ticks);
        List<Long> family = family(child).boxed().toList();
        assertTrue(family.size() > 1, "a shell within the shell");
        child.stop();
        eventually(() -> family.stream().noneMatch(ChildProcessTest::isRunning));
    }

    @Test
    void isAnotherProcessAfterARestart() {
        try (var child = shell("exec sleep 60").start()) {
            long before = child.pid();
            child.restart();
            assertNotEquals(before, child.pid());
            assertTrue(child.isAlive());
        }
    }

    @Test
    void diesWithTheJvmEvenIfThatIsKilledWhileTheChildIsPaused() throws Exception {
        Process jvm = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), PausedChildMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] words = jvm.inputReader().readLine().split(" ");
        long child = Long.parseLong(words[0]);
        Path temporary = Path.of(words[1]);
        assertTrue(isRunning(child));
        assertTrue(Files.exists(temporary));
        jvm.destroyForcibly();
        eventually(() -> !isRunning(child));
        eventually(() -> !Files.exists(temporary));
    }

    private ChildProcessBuilder shell(String script) {
        return ChildProcess.named("child").command(List.of("sh", "-c", script)).log(logFile());
    }

    private Path logFile() {
        return directory.resolve("child.log");
    }

    private String log() {
        try {
            return Files.readString(logFile());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static LongStream family(ChildProcess child) {
        var descendants = ProcessHandle.of(child.pid()).orElseThrow().descendants().mapToLong(ProcessHandle::pid);
        return LongStream.concat(LongStream.of(child.pid()), descendants);
    }

    /** The letter of the process's state, from what the kernel says after the name in parentheses. */
    private static char state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isRunning(long pid) {
        return Files.exists(Path.of("/proc/" + pid)) && state(pid) != 'Z';
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("Not within 10 seconds");
    }
}
