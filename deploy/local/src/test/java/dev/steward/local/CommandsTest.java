package dev.steward.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.local.supervision.ProcessIdentity;
import dev.steward.local.supervision.RunState;
import dev.steward.local.supervision.StateFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void statusIsDownWhereNothingWasStarted() throws IOException {
        assertEquals(0, run("status", "--json"));

        assertEquals(JSON.readTree("""
                {"state": "down", "processes": []}"""), JSON.readTree(out.toString()));
    }

    @Test
    void statusListsTheProcessesOfARun() throws IOException {
        var us = ProcessIdentity.of(ProcessHandle.current().pid());
        write(us, new RunState.Entry("valkey", 0, 16379, "ready", us, 0, null),
                new RunState.Entry("heartbeat", 1, 8282, "restarting", null, 4, "ended with exit code 1"));

        assertEquals(0, run("status", "--json"));

        JsonNode status = JSON.readTree(out.toString());
        assertEquals("degraded", status.path("state").asText());
        JsonNode valkey = status.path("processes").path(0);
        assertEquals(List.of("name", "replica", "pid", "port", "state", "rssMiB"), names(valkey));
        assertEquals(us.pid(), valkey.path("pid").asLong());
        assertTrue(valkey.path("rssMiB").asLong() > 10);
        JsonNode heartbeat = status.path("processes").path(1);
        assertTrue(heartbeat.path("pid").isNull());
        assertEquals("restarting", heartbeat.path("state").asText());
    }

    @Test
    void statusIsDownWhenTheSupervisorIsGone() {
        write(new ProcessIdentity(ProcessHandle.current().pid(), "1"));

        assertEquals(0, run("status"));

        assertTrue(out.toString().startsWith("Steward is down."), out::toString);
    }

    @Test
    void aTokenHoldsTheRolesTheSubjectAndTheTimeAsked() throws IOException {
        assertEquals(0, run("token", "--role", "operator,admin", "--subject", "ayu", "--ttl", "2h"));

        assertEquals(1, out.toString().lines().count());
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(out.toString().split("\\.")[1]));
        assertEquals("ayu", claims.path("sub").asText());
        assertEquals(JSON.readTree("[\"operator\", \"admin\"]"), claims.path("groups"));
        assertEquals(7200, claims.path("exp").asLong() - claims.path("iat").asLong());
    }

    @Test
    void downIsContentWhenNothingRunsAndPurgeDeletesTheData() throws IOException {
        Path data = Files.createDirectories(home.resolve("data/postgres"));
        Path secret = Files.createDirectories(home.resolve("secrets")).resolve("x");
        Files.createFile(secret);

        assertEquals(0, run("down", "--purge"));

        assertFalse(Files.exists(data));
        assertTrue(Files.exists(secret));
    }

    @Test
    void aSecondUpSaysThatItRunsAlready() {
        write(ProcessIdentity.of(ProcessHandle.current().pid()));

        assertEquals(0, run("up"));

        assertTrue(
                out.toString().startsWith("Steward is already running (process %d).".formatted(ProcessHandle.current().pid())));
        assertTrue(out.toString().contains("http://127.0.0.1:8080/status/maintenance"), out::toString);
    }

    @Test
    void logsOfAnUnknownServiceAreAFailureThatNamesTheKnown() throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("logs")).resolve("valkey.log"), "one\ntwo\n");

        assertEquals(1, run("logs", "redis"));
        assertTrue(err.toString().contains("there is no log of 'redis'; there are valkey"), err::toString);

        assertEquals(0, run("logs", "-n", "1", "valkey"));
        assertEquals("two\n", out.toString());
    }

    @Test
    void whatCannotBeWrittenIsSaidInOneLine() throws IOException {
        Files.createFile(home.resolve("secrets"));

        assertEquals(1, run("token", "--role", "admin"));

        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().startsWith("steward: " + home.resolve("secrets")), err::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "token", "token --role admin --ttl soon", "up --replicas 0", "up --replicas 10",
            "up --port 0", "up --port 70000", "dispatch handle", "dispatch handle 4711"})
    void wrongUsageExitsWith2(String line) {
        assertEquals(2, run(line.isEmpty() ? new String[0] : line.split(" ")));
        assertEquals("", out.toString());
    }

    @Test
    void dispatchAsksForOneOfItsCommands() {
        assertEquals(2, Main.commandLine().setErr(new PrintWriter(err, true)).execute("dispatch"));
        assertTrue(err.toString().contains("queue, handle or retry"), err::toString);
    }

    @Test
    void operatingSaysThatNothingRunsHere() {
        assertEquals(1, run("dispatch", "queue"));
        assertTrue(err.toString().contains("Steward does not run on this machine"), err::toString);
    }

    private int run(String... words) {
        var arguments = new ArrayList<>(List.of(words));
        if (!arguments.isEmpty() && !arguments.getFirst().equals("nonsense")) {
            arguments.addAll(List.of("--home", home.toString()));
        }
        return Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    private void write(ProcessIdentity supervisor, RunState.Entry... processes) {
        new StateFile(home.resolve("run/state.json"))
                .write(new RunState(RunState.Phase.RUNNING, supervisor, "2026-01-01T00:00:00Z",
                        new RunState.Settings(1, 8080, 0), List.of(processes)));
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
