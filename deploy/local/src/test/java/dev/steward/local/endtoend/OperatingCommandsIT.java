package dev.steward.local.endtoend;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that operate an installation, as processes of their own, against the running suite. */
class OperatingCommandsIT {
    private final RunningSuite suite = RunningSuite.with(1);
    private final Steward steward = new Steward(suite);

    @TempDir
    Path folder;

    @AfterEach
    void online() {
        suite.gateway("alice", "admin").delete("/admin/api/maintenance/offline").then().statusCode(200);
    }

    @Test
    void takesAChannelOfflineAndOnlineAndTellsWhoFollowed() throws Exception {
        Steward.Called offline = steward.here("offline", "api", "--until", "+30m", "--message", "Moving", "--wait");
        assertEquals(0, offline.exitCode(), offline.output());
        assertTrue(offline.output().contains("api: offline since"), offline.output());
        assertTrue(offline.output().contains("gateway gateway-agent@"), offline.output());
        assertTrue(offline.output().matches("(?s).*(\\d+) of \\1 enforcement points are at revision \\d+.*"), offline.output());
        suite.gateway().get("/api/orders").then().statusCode(503).body("message", is("Moving"));

        Steward.Called online = steward.here("online", "--wait");
        assertEquals(0, online.exitCode(), online.output());
        suite.gateway().get("/api/orders").then().statusCode(200);
        assertEquals(0, steward.here("online").exitCode(), "twice is fine");
    }

    @Test
    void saysWhatIsWrongAndExitsAccordingly() throws Exception {
        Steward.assertFails(3, "There is no channel 'moon'", steward.here("offline", "moon"));
        Steward.assertFails(2, "'half past' is no time", steward.here("offline", "--until", "half past"));
        assertEquals(0, steward.here("offline", "--until", "+2h").exitCode());
        Steward.assertFails(3, "say shorten if you mean it", steward.here("offline", "--until", "+1h"));
        assertEquals(0, steward.here("offline", "--until", "+1h", "--shorten").exitCode());
    }

    @Test
    void operatesAnInstallationElsewhere() throws Exception {
        assertEquals(0, steward.elsewhere(suite.url(""), suite.token("ann", "admin"), "offline", "partner").exitCode());
        suite.gateway().get("/partner/articles").then().statusCode(503);
        Steward.assertFails(1, "lacks the role", steward.elsewhere(suite.url(""), suite.token("bob", "operator"), "online"));
        Steward.assertFails(1, "does not accept the token", steward.elsewhere(suite.url(""), "nonsense", "online"));
        Steward.assertFails(1, "does not answer", steward.elsewhere("http://127.0.0.1:1", "any", "online"));
        Steward.assertFails(1, "STEWARD_TOKEN is not set", steward.elsewhere(suite.url(""), "", "online"));
    }

    @Test
    void importsTheLegacyFileOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("offline"), "1700000000\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2023-11-14T21:00:00Z")));
        Steward.Called first = steward.here("import-offline-file", file.toString());
        assertEquals(0, first.exitCode(), first.output());
        assertTrue(first.output().contains("active since 2023-11-14T21:00:00Z"), first.output());
        assertTrue(first.output().contains("expected back 2023-11-14T22:13:20Z"), first.output());
        suite.gateway().get("/status/maintenance").then().body("channels.state.unique()", is(List.of("OFFLINE")))
                .body("channels.overrun.unique()", is(List.of(true)));
        assertEquals(first.output(), steward.here("import-offline-file", file.toString()).output(), "the same window");
        Steward.assertFails(3, "neither unix time nor", steward.here("import-offline-file",
                Files.writeString(folder.resolve("broken"), "tomorrow").toString()));
        Steward.assertFails(1, "There is no file", steward.here("import-offline-file", folder.resolve("absent").toString()));
    }
}
