package dev.steward.kit.recording.backlog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder of one process, {@code <root>/<service>/<uuid>}, for its owner's eyes only. While the process lives it
 * holds a lock there; a folder without one was left behind, and whoever finds it takes it over.
 */
final class SpoolFolder implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String BATCH = ".batch";

    private final Path path;
    private final FileChannel lock;

    private SpoolFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static SpoolFolder create(Path service) throws IOException {
        Path path = Files.createDirectories(service, ownerOnly()).resolve(UUID.randomUUID().toString());
        Files.createDirectory(path, ownerOnly());
        return locked(path);
    }

    /** Those that other processes of the service and the same user left behind. */
    static List<SpoolFolder> leftBehind(Path service) throws IOException {
        List<SpoolFolder> found = new ArrayList<>();
        if (Files.isDirectory(service)) {
            UserPrincipal user = owner(service);
            for (Path path : entries(service)) {
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                        && Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(user)) {
                    SpoolFolder folder = locked(path);
                    if (folder != null) {
                        found.add(folder);
                    }
                }
            }
        }
        return found;
    }

    Path batch(long number) {
        return path.resolve("%016d%s".formatted(number, BATCH));
    }

    /** In the order in which they were written. */
    List<Path> batches() throws IOException {
        return entries(path).stream().filter(file -> file.getFileName().toString().endsWith(BATCH)).sorted().toList();
    }

    /** Leaves the folder only if there is something in it. */
    @Override
    public void close() {
        try (lock) {
            if (batches().isEmpty()) {
                for (Path file : entries(path)) {
                    Files.deleteIfExists(file);
                }
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // Whoever finds it next will see to it.
        }
    }

    /** Null when somebody lives there. */
    private static SpoolFolder locked(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new SpoolFolder(path, channel);
            }
        } catch (OverlappingFileLockException e) {
            // By this very process.
        }
        channel.close();
        return null;
    }

    /** Who we are for the file system, told by a file of ours. */
    private static UserPrincipal owner(Path folder) throws IOException {
        Path ours = Files.createTempFile(folder, "owner", null);
        try {
            return Files.getOwner(ours);
        } finally {
            Files.delete(ours);
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                : new FileAttribute<?>[0];
    }
}
