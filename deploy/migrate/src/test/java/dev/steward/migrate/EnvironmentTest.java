package dev.steward.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    @TempDir
    Path directory;

    @Test
    void readsAValueOrTheFileThatHoldsIt() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "from file\n");
        assertEquals("given", new Environment(Map.of("NAME", "given")).require("NAME"));
        assertEquals("from file", new Environment(Map.of("NAME_FILE", file.toString())).require("NAME"));
        assertEquals(Optional.empty(), new Environment(Map.of("NAME", " ")).find("NAME"));
    }

    @Test
    void saysWhatToSet() {
        assertEquals("Set NAME, or NAME_FILE to a file that holds it.", failure(Map.of()));
        assertEquals("Both NAME and NAME_FILE are set; unset one of them.", failure(Map.of("NAME", "a", "NAME_FILE", "b")));
        assertEquals("NAME_FILE names /no/such/file, which cannot be read.", failure(Map.of("NAME_FILE", "/no/such/file")));
    }

    @Test
    void wrongUsageIsExitCodeTwo() {
        assertEquals(2, Main.run(List.of("shop"), Map.of("STEWARD_ADMIN_URL", "postgresql://db/postgres")));
        assertEquals(2, Main.run(List.of(), Map.of()));
    }

    @Test
    void anUnreachableServerIsExitCodeOne() {
        var environment = Map.of("STEWARD_ADMIN_URL", "postgresql://127.0.0.1:1/postgres", "STEWARD_HEARTBEAT_DB_PASSWORD",
                "x");
        assertEquals(1, Main.run(List.of("heartbeat"), environment));
    }

    private static String failure(Map<String, String> variables) {
        return assertThrows(MigrationFailed.class, () -> new Environment(variables).require("NAME")).getMessage();
    }
}
