package dev.steward.local.supervision;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortGuardTest {
    @Test
    void saysWhichPortIsTakenAndByWhom() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var needed = Map.of(taken.getLocalPort(), "postgres");

            var refused = assertThrows(StartFailed.class, () -> PortGuard.requireFree(needed));

            var self = ProcessHandle.current();
            assertEquals("port %d (postgres) is in use by process %d (%s)".formatted(taken.getLocalPort(), self.pid(),
                    self.info().command().orElseThrow()), refused.getMessage());
        }
    }

    @Test
    void letsAFreePortPass() throws IOException {
        int port;
        try (var once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = once.getLocalPort();
        }

        assertDoesNotThrow(() -> PortGuard.requireFree(Map.of(port, "postgres")));
    }
}
