package dev.steward.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValkeyServerTest {
    @TempDir
    Path directory;

    @Test
    void keepsItsKeysOverARestart() throws Exception {
        int port = Ports.free();
        try (var server = ValkeyServer.in(directory, port).start()) {
            call(server, "SET", "key", "ü");
        }
        try (var server = ValkeyServer.in(directory, port).start()) {
            assertEquals("ü", call(server, "GET", "key"));
        }
    }

    @Test
    void canBeTheOldestRedisThatIsSupported() throws Exception {
        try (var server = ValkeyServer.redis().start()) {
            assertTrue(call(server, "INFO", "server").toString().contains("redis_version:6.2."));
        }
    }

    private static Object call(ValkeyServer server, String... words) throws IOException {
        try (var connection = ValkeyConnection.to(server.url())) {
            return connection.call(words);
        }
    }
}
