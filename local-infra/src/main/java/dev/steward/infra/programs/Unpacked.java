package dev.steward.infra.programs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A small file system tree as packages lay it out. */
record Unpacked(Path root) {
    private static final String LIBRARIES = "LD_LIBRARY_PATH";
    // What Chromium has in usr/bin is a script that starts the one of the system.
    private static final List<String> FOLDERS = List.of("usr/lib/chromium", "usr/bin", "usr/sbin");

    Optional<Program> program(String name) throws IOException {
        var executable = FOLDERS.stream().map(folder -> root.resolve(folder).resolve(name)).filter(Files::isExecutable)
                .findFirst();
        String libraries = libraryPath();
        return executable.map(file -> new Program(file, Map.of(LIBRARIES, libraries)));
    }

    Optional<Path> file(String path) {
        return Optional.of(root.resolve(path)).filter(Files::exists);
    }

    /** The folders right in which shared libraries lie, then the caller's own. */
    String libraryPath() throws IOException {
        try (var files = Files.find(root, 6, (file, attributes) -> file.getFileName().toString().contains(".so"))) {
            var folders = files.map(file -> file.getParent().toString()).filter(folder -> folder.contains("/lib/"))
                    .filter(folder -> !folder.endsWith("/modules")).distinct();
            return Stream.concat(folders, Stream.ofNullable(System.getenv(LIBRARIES)))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
