package dev.steward.kit.auth;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** The token that this service shows to its neighbours, read again whenever its file changes. */
@Singleton
public class ServiceToken {
    private final Optional<Path> file;
    private volatile Read last = new Read(FileTime.fromMillis(0), "");
    private volatile boolean lost;

    private record Read(FileTime modified, String token) {}

    public ServiceToken(AuthConfig config) {
        this.file = config.serviceTokenFile().filter(path -> !path.isBlank()).map(Path::of);
    }

    /** The value of an {@code Authorization} header; empty where no file is configured or it cannot be read. */
    public Optional<String> bearer() {
        return file.map(this::read).filter(token -> !token.isEmpty()).map(token -> "Bearer " + token);
    }

    private String read(Path path) {
        try {
            FileTime modified = Files.getLastModifiedTime(path);
            if (!modified.equals(last.modified())) {
                last = new Read(modified, Files.readString(path).strip());
            }
            lost = false;
        } catch (IOException e) {
            if (!lost) {
                Log.warnf("The service token cannot be read (%s); the last one stands", e.toString());
            }
            lost = true;
        }
        return last.token();
    }
}
