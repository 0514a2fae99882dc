package dev.steward.infra.programs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the machine's own programs are; daemons live in sbin folders, which an ordinary user's PATH often leaves out.
 */
record SearchPath(List<Path> folders) {
    private static final String DAEMONS = "/usr/local/sbin:/usr/sbin:/sbin";

    static SearchPath ofEnvironment() {
        return of(System.getenv().getOrDefault("PATH", "") + File.pathSeparator + DAEMONS);
    }

    static SearchPath of(String path) {
        return new SearchPath(Pattern.compile(File.pathSeparator).splitAsStream(path).filter(folder -> !folder.isBlank())
                .map(Path::of).toList());
    }

    Optional<Path> find(String name) {
        return folders.stream().map(folder -> folder.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    boolean has(String... names) {
        return Stream.of(names).allMatch(name -> find(name).isPresent());
    }
}
