package dev.steward.kit.auth;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The file that holds the trusted keys, if it is one: its modification time is the version. A key URL has version 0.
 */
@Singleton
public class KeyFile {
    private final Path path;
    private final long checkMillis;
    private final Clock clock;
    private volatile long version;
    private volatile long checkedAt;

    public KeyFile(@ConfigProperty(name = "mp.jwt.verify.publickey.location") String location, AuthConfig config, Clock clock) {
        this.path = pathOf(location);
        this.checkMillis = config.keysCheckedEvery().toMillis();
        this.clock = clock;
        this.version = modified();
        this.checkedAt = clock.millis();
    }

    long version() {
        long now = clock.millis();
        if (path != null && now - checkedAt >= checkMillis) {
            checkedAt = now;
            version = modified();
        }
        return version;
    }

    private static Path pathOf(String location) {
        if (location.startsWith("file:")) {
            return Path.of(URI.create(location));
        }
        return location.contains(":") ? null : Path.of(location);
    }

    private long modified() {
        try {
            return path == null ? 0 : Files.getLastModifiedTime(path).toMillis();
        } catch (IOException unreadable) {
            return version;
        }
    }
}
