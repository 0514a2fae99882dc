package dev.steward.infra;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Programs unpacked from Maven artifacts, once per user and version. */
final class Cache {
    private Cache() {}

    /** Fills a directory. */
    interface Filler {
        void fill(Path directory) throws IOException;
    }

    /**
     * The directory of that name, filled first if it is absent: all of it or nothing, also when several processes come at
     * once.
     */
    static Path directory(String name, Filler filler) {
        Path wanted = root().resolve(name);
        if (Files.isDirectory(wanted)) {
            return wanted;
        }
        try {
            Files.createDirectories(root());
            try (var lock = FileChannel.open(root().resolve(name + ".lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE)) {
                lock.lock();
                if (!Files.isDirectory(wanted)) {
                    Path building = Files.createTempDirectory(root(), name + ".");
                    filler.fill(building);
                    Files.move(building, wanted, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return wanted;
        } catch (IOException e) {
            throw new InfraFailed("%s could not be unpacked below %s: %s.".formatted(name, root(), e.getMessage()), e);
        }
    }

    private static Path root() {
        Path user = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).filter(path -> !path.isBlank()).map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return user.resolve("steward");
    }
}
