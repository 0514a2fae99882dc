package dev.steward.local.endtoend;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that operate an installation, as processes of their own, against the running suite. */
class OperatingCommandsIT {
    private final RunningSuite suite = RunningSuite.with(1);

    @TempDir
    Path folder;

    /**
     * @param output
     *            standard output and error
     */
    private record Called(int exitCode, String output) {}

    @AfterEach
    void online() {
        suite.gateway("alice", "admin").delete("/admin/api/maintenance/offline").then().statusCode(200);
    }

    @Test
    void takesAChannelOfflineAndOnlineAndTellsWhoFollowed() throws Exception {
        Called offline = here("offline", "api", "--until", "+30m", "--message", "Moving", "--wait");
        assertEquals(0, offline.exitCode(), offline.output());
        assertTrue(offline.output().contains("api: offline since"), offline.output());
        assertTrue(offline.output().contains("gateway gateway-agent@"), offline.output());
        assertTrue(offline.output().matches("(?s).*(\\d+) of \\1 enforcement points are at revision \\d+.*"), offline.output());
        suite.gateway().get("/api/orders").then().statusCode(503).body("message", is("Moving"));

        Called online = here("online", "--wait");
        assertEquals(0, online.exitCode(), online.output());
        suite.gateway().get("/api/orders").then().statusCode(200);
        assertEquals(0, here("online").exitCode(), "twice is fine");
    }

    @Test
    void saysWhatIsWrongAndExitsAccordingly() throws Exception {
        assertFails(3, "There is no channel 'moon'", here("offline", "moon"));
        assertFails(2, "'half past' is no time", here("offline", "--until", "half past"));
        assertEquals(0, here("offline", "--until", "+2h").exitCode());
        assertFails(3, "say shorten if you mean it", here("offline", "--until", "+1h"));
        assertEquals(0, here("offline", "--until", "+1h", "--shorten").exitCode());
    }

    @Test
    void operatesAnInstallationElsewhere() throws Exception {
        assertEquals(0, elsewhere(suite.url(""), suite.token("ann", "admin"), "offline", "partner").exitCode());
        suite.gateway().get("/partner/articles").then().statusCode(503);
        assertFails(1, "lacks the role", elsewhere(suite.url(""), suite.token("bob", "operator"), "online"));
        assertFails(1, "does not accept the token", elsewhere(suite.url(""), "nonsense", "online"));
        assertFails(1, "does not answer", elsewhere("http://127.0.0.1:1", "any", "online"));
        assertFails(1, "STEWARD_TOKEN is not set", elsewhere(suite.url(""), "", "online"));
    }

    @Test
    void importsTheLegacyFileOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("offline"), "1700000000\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2023-11-14T21:00:00Z")));
        Called first = here("import-offline-file", file.toString());
        assertEquals(0, first.exitCode(), first.output());
        assertTrue(first.output().contains("active since 2023-11-14T21:00:00Z"), first.output());
        assertTrue(first.output().contains("expected back 2023-11-14T22:13:20Z"), first.output());
        suite.gateway().get("/status/maintenance").then().body("channels.state.unique()", is(List.of("OFFLINE")))
                .body("channels.overrun.unique()", is(List.of(true)));
        assertEquals(first.output(), here("import-offline-file", file.toString()).output(), "the same window");
        assertFails(3, "neither unix time nor", here("import-offline-file",
                Files.writeString(folder.resolve("broken"), "tomorrow").toString()));
        assertFails(1, "There is no file", here("import-offline-file", folder.resolve("absent").toString()));
    }

    private static void assertFails(int exitCode, String sentence, Called called) {
        assertEquals(exitCode, called.exitCode(), called.output());
        assertTrue(called.output().contains(sentence), called.output());
        assertFalse(called.output().contains("\tat "), called.output());
    }

    private Called here(String... arguments) throws IOException, InterruptedException {
        return call(List.of("STEWARD_HOME=" + suite.home().directory()), arguments);
    }

    private Called elsewhere(String url, String token, String... arguments) throws IOException, InterruptedException {
        return call(List.of("STEWARD_URL=" + url, "STEWARD_TOKEN=" + token), arguments);
    }

    private Called call(List<String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "dev.steward.local.Main"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("STEWARD_"));
        environment.forEach(pair -> builder.environment().put(pair.split("=", 2)[0], pair.split("=", 2)[1]));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Called(process.exitValue(), output);
    }
}
