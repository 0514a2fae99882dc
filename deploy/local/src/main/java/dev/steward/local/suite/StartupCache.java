package dev.steward.local.suite;

import dev.steward.local.supervision.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a JVM writes down about its start so that the next one need not find it out again: an AOT cache on JDK 25, a
 * class
 * archive before. It halves the work of starting, and is good for one JVM, one set of flags and one build.
 */
final class StartupCache {
    private static final boolean AOT = Runtime.version().feature() >= 25;

    private final Application application;
    private final Path cache;
    private final Path key;

    StartupCache(Home home, Application application) {
        this.application = application;
        this.cache = home.startupCaches().resolve(application.name() + (AOT ? ".aot" : ".jsa"));
        this.key = home.startupCaches().resolve(application.name() + ".key");
    }

    /** The flags to start with; none where there is no good cache. */
    List<String> use() {
        return isGood() ? List.of((AOT ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + cache) : List.of();
    }

    /** The flags to start a training run with, which writes the cache when it ends. */
    List<String> train() {
        return List.of((AOT ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + unfinished());
    }

    boolean isGood() {
        try {
            return Files.exists(cache) && Files.exists(key) && Files.readString(key).equals(currentKey());
        } catch (IOException e) {
            return false;
        }
    }

    /** Before a training run. */
    void clear() throws IOException {
        Files.createDirectories(cache.getParent());
        Files.deleteIfExists(key);
        discard();
    }

    /** After a training run that came to its own end; false if it wrote nothing. */
    boolean keep() throws IOException {
        if (!Files.exists(unfinished()) || Files.size(unfinished()) == 0) {
            return false;
        }
        Files.move(unfinished(), cache, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(key, currentKey());
        return true;
    }

    /** What a training run left that was killed. */
    void discard() throws IOException {
        Files.deleteIfExists(unfinished());
        Files.deleteIfExists(unfinished().resolveSibling(unfinished().getFileName() + ".config"));
    }

    private Path unfinished() {
        return cache.resolveSibling(cache.getFileName() + ".unfinished");
    }

    // The JVM looks at the times and sizes of the jars too; but where they differ it only warns and starts slowly.
    private String currentKey() throws IOException {
        try (var files = Files.walk(application.directory())) {
            String jars = files.filter(Files::isRegularFile).sorted().map(StartupCache::stamp)
                    .collect(Collectors.joining("\n"));
            return String.join("\n", Runtime.version().toString(), String.join(" ", Jvm.command(application, List.of())), jars);
        }
    }

    private static String stamp(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new StartFailed("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
