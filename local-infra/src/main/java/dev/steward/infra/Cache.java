package dev.steward.infra;

import dev.steward.infra.programs.Programs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Programs unpacked from Maven artifacts, once per version, beside those that {@link Programs} unpacks. */
final class Cache {
    private Cache() {}

    /** Fills a directory. */
    interface Filler {
        void fill(Path directory) throws IOException;
    }

    /**
     * The directory of that name, filled first if it is absent: all of it or nothing, also when several processes
     * come at once.
     */
    static synchronized Path directory(String name, Filler filler) {
        Path wanted = Programs.folder().resolve(name);
        if (Files.isDirectory(wanted)) {
            return wanted;
        }
        try {
            Files.createDirectories(Programs.folder());
            try (var lock = FileChannel.open(Programs.folder().resolve(name + ".lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE)) {
                lock.lock();
                if (!Files.isDirectory(wanted)) {
                    Path building = Files.createTempDirectory(Programs.folder(), name + ".");
                    filler.fill(building);
                    Files.setPosixFilePermissions(building, PosixFilePermissions.fromString("rwxr-xr-x"));
                    Files.move(building, wanted, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return wanted;
        } catch (IOException e) {
            throw new InfraFailed("%s could not be unpacked below %s: %s.".formatted(name, Programs.folder(), e.getMessage()),
                    e);
        }
    }
}
