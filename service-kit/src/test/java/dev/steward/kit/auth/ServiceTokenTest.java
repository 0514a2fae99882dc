package dev.steward.kit.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTokenTest {
    @TempDir
    private Path directory;

    @Test
    void isReadAgainWhenItsFileChanges() throws IOException {
        Path file = directory.resolve("token");
        var token = new ServiceToken(AuthSettings.serviceTokenAt(file));
        assertEquals(Optional.empty(), token.bearer(), "no file yet");
        Files.writeString(file, "one\n");
        assertEquals(Optional.of("Bearer one"), token.bearer());
        Files.writeString(file, "two\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(1)));
        assertEquals(Optional.of("Bearer two"), token.bearer());
        Files.delete(file);
        assertEquals(Optional.of("Bearer two"), token.bearer(), "the last one stands");
    }

    @Test
    void isReadAgainWhenALinkPointsElsewhere() throws IOException {
        Path link = directory.resolve("token");
        Files.writeString(directory.resolve("v1"), "one");
        Files.writeString(directory.resolve("v2"), "two");
        Files.setLastModifiedTime(directory.resolve("v2"), FileTime.from(Instant.now().minusSeconds(60)));
        Files.createSymbolicLink(link, directory.resolve("v1"));
        var token = new ServiceToken(AuthSettings.serviceTokenAt(link));
        assertEquals(Optional.of("Bearer one"), token.bearer());
        Files.delete(link);
        Files.createSymbolicLink(link, directory.resolve("v2"));
        assertEquals(Optional.of("Bearer two"), token.bearer());
    }

    @Test
    void isAbsentWhereNoneIsConfigured() {
        assertEquals(Optional.empty(), new ServiceToken(AuthSettings.none()).bearer());
    }
}
