package dev.steward.infra.programs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Programs unpacked below one folder, a subfolder per bundle; a bundle appears complete or not at all. */
class Toolbox {
    private static final String CONTENTS = ".packages";

    private final Path home;
    private final Consumer<String> progress;

    Toolbox(Path home, Consumer<String> progress) {
        this.home = home.toAbsolutePath().normalize();
        this.progress = progress;
    }

    /**
     * The program out of the package of the same name; fetched first where it is not here, runs no longer or lacks a
     * package.
     */
    Program program(String name, List<String> packages) throws IOException {
        Path root = home.resolve(name);
        var program = usable(root, packages);
        if (program.isEmpty()) {
            fetch(root, packages);
            program = usable(root, packages);
        }
        return program.orElseThrow(() -> new IOException("the one fetched does not run here"));
    }

    private static Optional<Program> usable(Path root, List<String> packages) throws IOException {
        Path contents = root.resolve(CONTENTS);
        boolean complete = Files.exists(contents) && Files.readAllLines(contents).equals(packages);
        return complete ? new Unpacked(root).program(packages.getFirst()).filter(Version::runs) : Optional.empty();
    }

    // The file lock keeps other processes out, the monitor other threads of this one: a file lock belongs to the whole JVM.
    private void fetch(Path root, List<String> packages) throws IOException {
        Files.createDirectories(home);
        synchronized (Toolbox.class) {
            try (var lock = FileChannel.open(home.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                if (usable(root, packages).isEmpty()) {
                    progress.accept("fetching " + packages.getFirst() + " (once, into " + root + ")");
                    unpack(root, packages);
                }
            }
        }
    }

    private void unpack(Path root, List<String> packages) throws IOException {
        Path unfinished = Files.createTempDirectory(home, ".unpacking-");
        try {
            new AptArchive(home.resolve("apt")).unpack(packages, unfinished);
            Files.write(unfinished.resolve(CONTENTS), packages);
            Folders.delete(root);
            Files.move(unfinished, root, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Folders.delete(unfinished);
        }
    }
}
