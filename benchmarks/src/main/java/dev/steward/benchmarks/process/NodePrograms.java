package dev.steward.benchmarks.process;

import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.programs.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The peers that are written for Node, with what they need, installed below {@code .steward} when first used. */
public final class NodePrograms {
    private static final String LOCK = "package-lock.json";
    private static final String INSTALLED = ".installed";

    private NodePrograms() {}

    /**
     * Where they lie.
     *
     * @throws IllegalStateException
     *             where they cannot be installed
     */
    public static synchronized Path installed() {
        Path sources = Project.root().resolve("benchmarks/peers");
        Path folder = Project.root().resolve(".steward/peers");
        try {
            copy(sources, folder);
            String wanted = Files.readString(sources.resolve(LOCK));
            Path mark = folder.resolve(INSTALLED);
            if (!Files.exists(mark) || !Files.readString(mark).equals(wanted)) {
                install(folder);
                Files.writeString(mark, wanted);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void install(Path folder) {
        Path log = folder.resolve("npm.log");
        int exit = ChildProcess.named("npm").command(List.of("npm", "ci", "--ignore-scripts")).directory(folder).log(log)
                .start()
                .onExit().join();
        if (exit != 0) {
            throw new IllegalStateException("npm could not install the peers that are written for Node; it says why in " + log);
        }
    }
}
