package dev.steward.local.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A log per process and run; the run before is kept beside it. */
public final class Logs {
    private static final String ENDING = ".log";

    private Logs() {}

    static void rotate(Path directory) {
        try {
            Files.createDirectories(directory);
            for (Path log : in(directory)) {
                if (!log.getFileName().toString().equals("supervisor" + ENDING)) {
                    keep(log);
                }
            }
        } catch (IOException e) {
            throw Disk.refused(directory, e);
        }
    }

    /** Makes room for a new log of that name. */
    public static void keep(Path log) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The current logs, by name. */
    public static List<Path> in(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING)).sorted().toList();
        }
    }
}
