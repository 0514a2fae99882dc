package dev.steward.local.suite;

import dev.steward.local.supervision.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A full disk, said early and plainly: the stores would only say it in their logs. */
public final class Disk {
    private static final long MIB = 1024 * 1024;
    private static final long NEEDED_MIB = 400;

    private Disk() {}

    /**
     * @throws StartFailed
     *             if there is too little, or none can be written
     */
    public static void requireSpace(Path directory) {
        try {
            Files.createDirectories(directory);
            long free = Files.getFileStore(directory).getUsableSpace() / MIB;
            if (free < NEEDED_MIB) {
                throw new StartFailed("only %d MiB are free in %s; a run needs %d".formatted(free, directory, NEEDED_MIB));
            }
        } catch (IOException e) {
            throw refused(directory, e);
        }
    }

    static StartFailed refused(Path path, IOException cause) {
        return new StartFailed("%s cannot be written: %s".formatted(path, cause.getMessage()), cause);
    }
}
