package dev.steward.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestsTest {
    @TempDir
    private Path folder;

    @Test
    void handsTheTokensToAScript() throws IOException {
        Requests requests = Requests.bearing(List.of("one", "other"), "POST", folder.resolve("new"));

        assertEquals(List.of("--", "POST"), requests.arguments().subList(0, 2));
        assertEquals(List.of("one", "other"), Files.readAllLines(Path.of(requests.arguments().get(2))));
        assertEquals("-s", requests.options().getFirst());
        assertTrue(Files.readString(Path.of(requests.options().getLast())).contains("function request()"));
    }
}
